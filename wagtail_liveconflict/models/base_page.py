"""The page model that foreign keys point to.

Wagtail 8 lets a site swap its base page model; 7.4 has only its own. The name
comes from swapper in both cases, so one migration serves every site.
"""

import swapper

BASE_PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")
