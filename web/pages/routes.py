"""The addresses of the pages, and what their templates draw with."""

from flask import Blueprint

from web.charts.geometry import percent
from web.pages import archive, article, compare, explain, facet, search

blueprint = Blueprint("pages", __name__)

blueprint.add_url_rule("/", view_func=search.search)
blueprint.add_url_rule("/suggestions", view_func=search.suggestions)
blueprint.add_url_rule("/articles/<article_id:article_id>", view_func=article.article)
blueprint.add_url_rule("/facets/<name>", view_func=facet.facet)
blueprint.add_url_rule("/why/<article_id:article_id>", view_func=explain.why)
blueprint.add_url_rule("/compare", view_func=compare.compare)
blueprint.add_url_rule("/archive", view_func=archive.archive)

blueprint.add_app_template_filter(percent, "place")
