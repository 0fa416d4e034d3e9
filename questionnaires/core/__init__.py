"""The pure core of a questionnaire: no Django, no database, no request.

definition    what an author writes (YAML), checked against a schema
checks        what must hold between the parts of a definition
compiler      definition -> instrument
instrument    the frozen form that everything else reads
answer_types  one class for each kind of question: the whole life of its answer
conditions    "shown when"
routing       the walk: which pages and questions a respondent meets
variables     what a question becomes in a dataset
translation   all texts in other words, and what a translation must keep
files         a questionnaire on disk: yaml_format, translation_file, file_problems
texts         bold, lists, paragraphs and named placeholders
"""
