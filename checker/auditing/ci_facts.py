"""Which job of a CI system ran an audit."""

from collections.abc import Mapping

from checker.auditing.masked import masked

LONGEST = 500
# Names of jobs, of what they ran on and of who started them. Nothing else of the environment is looked at.
KNOWN = (
    *("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_WORKFLOW", "GITHUB_JOB", "GITHUB_RUN_ID"),
    *("GITHUB_RUN_ATTEMPT", "GITHUB_SHA", "GITHUB_REF", "GITHUB_ACTOR"),
    *("CI_PROJECT_URL", "CI_PIPELINE_ID", "CI_JOB_ID", "CI_JOB_NAME", "CI_JOB_URL", "CI_COMMIT_SHA"),
    *("CI_COMMIT_REF_NAME", "GITLAB_USER_LOGIN"),
    *("BUILD_URL", "JOB_NAME", "BUILD_NUMBER", "GIT_COMMIT"),
)


def ci_facts(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables of GitHub, GitLab and Jenkins that are set; empty outside of CI."""
    if not environment.get("CI") and "BUILD_URL" not in environment:
        return {}
    found = {name: environment[name] for name in KNOWN if environment.get(name)}
    return {name: text[:LONGEST] for name, text in zip(found, masked([*found.values()]), strict=True)}
