from . import claim_status, drafts, problems, reading, verbs


def register_routers(api, prefix: str) -> None:
    problems.register(api)
    for router in (reading.router, drafts.router, verbs.router, claim_status.router):
        api.add_router(f"{prefix}/", router)
