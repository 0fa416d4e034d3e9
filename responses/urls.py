from django.urls import path

from responses import views

urlpatterns = [
    path("code/", views.enter_code, name="enter_code"),
    path("r/", views.resume, name="resume"),
    path("r/<slug:code>/", views.resume, name="resume_with"),
    path("s/<slug:code>/", views.start, name="start"),
    # Codes of pages have no hyphen, so none can be taken for one of these addresses.
    path("s/<slug:code>/begin-answering/", views.begin, name="begin"),
    path("s/<slug:code>/saved-for-later/", views.saved, name="saved"),
    path("s/<slug:code>/privacy-notice/", views.privacy_notice, name="privacy_notice"),
    path("s/<slug:code>/check-answers/", views.check_answers, name="check_answers"),
    path("s/<slug:code>/thank-you/", views.thank_you, name="thank_you"),
    path("s/<slug:code>/<slug:page_code>/", views.page, name="page"),
]
