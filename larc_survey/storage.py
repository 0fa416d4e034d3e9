"""Where files are kept that no address may ever lead to."""

from django.core.files.storage import FileSystemStorage


class PrivateFileSystemStorage(FileSystemStorage):
    """Files that only a view may hand out, after asking who wants them; `url()` refuses."""

    # An empty base_url argument falls back on MEDIA_URL, so "no address" has to be said here.
    base_url = None  # type: ignore[assignment]  # Django allows it, its stubs do not
