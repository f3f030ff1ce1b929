"""Who may open which door: every route against every role, as the policy file says and nothing else."""

import pytest

from tests.webapp.workplace import POSTS, Visitor
from webapp.security import read_policy
from workflows.domain.vocabulary import Role

SOMETHING = {
    "kind": "announcement", "number": 1, "key": "chigang", "digest": "0" * 64, "act_id": 1, "form": "csv", "name": "item_review",
    "code": "en", "filename": "icons.svg",
}
SOMETHING |= {"version": 1}
POLICY = read_policy()
DOORS = sorted(endpoint for endpoint in POLICY if not endpoint.startswith("patterns.") and endpoint != "static")
MANAGERS = {Role.system_manager, Role.security_manager, Role.audit_manager}

OPEN_TO_EVERYBODY = {
    "static",
    "sessions.sign_in",
    "sessions.choose_language",
    "patterns.shown",
    "verification.asked",
    "verification.told",
    "publication.current",
    "publication.of_campaign",
    "publication.version",
    "publication.row",
    "publication.downloaded",
    "consultation.listed",
    "consultation.shown",
    "consultation.commented",
    "consultation.commented_on_list",
    "consultation.looked_up",
}
"""Each was looked at: what it shows anybody, what it takes from anybody, how often."""


def address(app, endpoint):
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    method = "GET" if "GET" in rule.methods else "POST"
    with app.test_request_context():
        return method, app.url_map.bind("").build(endpoint, {name: SOMETHING[name] for name in rule.arguments})


@pytest.mark.parametrize("endpoint", [endpoint for endpoint in DOORS if POLICY[endpoint] != "public"])
def test_every_door_sends_a_stranger_to_sign_in(app, client, endpoint):
    method, path = address(app, endpoint)
    answer = client.open(path, method=method)
    assert answer.status_code == 302 and answer.location.startswith("/sign-in")


@pytest.mark.parametrize("account", POSTS)
def test_each_role_opens_exactly_the_doors_of_the_policy(app, visit, account):
    role = Role(POSTS[account][0])
    visitor = visit(account)
    for endpoint in DOORS:
        rule = POLICY[endpoint]
        if endpoint in ("sessions.sign_out", "sessions.sign_in"):
            continue
        method, path = address(app, endpoint)
        token = visitor.open("/password").fields("/password")["csrf_token"]
        status = visitor.client.open(path, method=method, data={"csrf_token": token} if method == "POST" else None).status_code
        listed = rule in ("public", "signed_in") or role in rule
        assert (status != 403) == listed, f"{account} at {endpoint}: {status}"


def test_managers_of_the_system_hold_no_business():
    business = {endpoint for endpoint, rule in POLICY.items() if isinstance(rule, frozenset) and rule & MANAGERS}
    assert business == {"calendar.shown", "calendar.loaded"}  # The lists of holidays: no item, no office, no decision.


def test_only_those_who_decide_can_reach_a_decision():
    deciding = {role for name in ("preview", "decide", "undo") for role in POLICY[f"desk.{name}"]}
    assert deciding == {Role.liaison, Role.department_head, Role.coordinator, Role.reviewer, Role.leader}
    assert POLICY["campaigns.advance"] == {Role.coordinator, Role.leader}
    assert POLICY["comments.answered"] == {Role.coordinator}


def test_what_is_open_to_everybody_is_reviewed_by_name():
    assert {endpoint for endpoint, rule in POLICY.items() if rule == "public"} == OPEN_TO_EVERYBODY


def test_somebody_without_any_appointment_reaches_no_business(app, house):
    visitor = Visitor(app.test_client()).sign_in("water_reviewer")
    assert visitor.status == 200 and "没有任命" in visitor.page
    assert visitor.open("/items").status == 403
