"""config.toml: what it says is taken, what it cannot say is refused with its place, and comments survive."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.capabilities_conflicts import CONFLICTS, Conflict, Switches, told
from tui.domain.conferencing import Provider
from tui.domain.drafts import CallMode
from tui.domain.errors import SettingsError
from tui.services.settings import Profile, Settings, from_environment, load, save_profile


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_is_all_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml") == Settings()


def test_everything_it_can_say_is_taken(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        profile = "work"
        theme = "light"
        clock = 12
        zone = "Europe/Lisbon"
        [keys]
        "event.new" = "a"
        [profiles.work]
        region = "eu"
        grant = "ada@example.com"
        """,
    )
    found = load(path)
    assert (found.theme, found.clock, found.zone, found.keys) == (
        "light",
        12,
        "Europe/Lisbon",
        {"event.new": "a"},
    )
    assert found.profiles["work"] == Profile(name="work", region="eu", grant="ada@example.com")
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("theme = \nclock = 24", "line 1"),
        ('theme = "dark"\nclock = 13', "clock"),
        ('[profiles.work]\nregion = "mars"', "profiles.work.region"),
        ("profiles = 3", "profiles"),
        ("[profiles]\nwork = 3", "profiles.work"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, text))
    assert says in caught.value.what
    assert caught.value.next_step


def test_a_word_that_is_not_known_is_warned_about_with_the_nearest(tmp_path: Path) -> None:
    found = load(written(tmp_path, 'them = "light"\n"\\u001b[31m" = 1'))
    assert "“them” is not known. Did you mean “theme”?" in found.warnings[0]
    assert not any("\x1b" in warning for warning in found.warnings)


def test_a_key_in_the_file_is_not_part_of_it_and_its_owner_is_told(tmp_path: Path) -> None:
    found = load(written(tmp_path, '[profiles.work]\napi_key = "nyk_canary"\ngrant = "g"'))
    assert "nyk_canary" not in repr(found)
    [warning] = found.warnings
    assert "“profiles.work.api_key”" in warning
    assert "take it out" in warning


def test_a_misspelt_word_of_a_profile_is_warned_about(tmp_path: Path) -> None:
    [warning] = load(written(tmp_path, '[profiles.work]\ngrnt = "g"')).warnings
    assert "“profiles.work.grnt” is not known. Did you mean “grant”?" in warning


def test_a_bottomless_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="too deeply"):
        load(written(tmp_path, "a = " + "[" * 5000))


def test_a_file_that_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    for deed in (lambda: load(path), lambda: save_profile(path, Profile())):
        with pytest.raises(SettingsError, match="cannot be read"):
            deed()
    assert path.read_bytes() == b"\xff\xfe\x00"


@settings(deadline=None, max_examples=150)
@given(
    st.text(st.sampled_from("profiles.work=[]{}\"'\n #:-0123tef,_\\"), max_size=40)
    | st.text(max_size=30).map(lambda text: f"theme = {text}")
    | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(
        lambda value: f"profiles = {value!r}"
    )
)
def test_whatever_the_file_holds_it_is_taken_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    before = path.read_bytes()
    said = refusal(lambda: load(path))
    assert not said or "any.toml" in said
    said_on_saving = refusal(lambda: save_profile(path, Profile(name="work", grant="g")))
    assert said_on_saving or not said
    assert (path.read_bytes() == before) == bool(said_on_saving)


def refusal(deed: Callable[[], object]) -> str:
    try:
        deed()
    except SettingsError as error:
        return error.sentences()
    return ""


def test_the_folder_of_nobody_means_defaults(tmp_path: Path) -> None:
    (tmp_path / "null").write_text("")
    assert load(tmp_path / "null" / "config.toml") == Settings()


def test_saving_a_profile_keeps_what_the_user_wrote(tmp_path: Path) -> None:
    path = written(tmp_path, '# mine\ntheme = "light"  # by day\n')
    save_profile(path, Profile(name="work", region="eu", grant="g"))
    text = path.read_text()
    assert "# mine" in text
    assert "# by day" in text
    found = load(path)
    assert (found.profile, found.theme) == ("work", "light")
    assert found.profiles["work"].grant == "g"


KEPT = """# mine\r
theme = 'light' # by day\r
\r
[profiles.work] # the company's\r
conf_hosts = ['zoom-1'] # written by hand\r
grant = 'old'\r
label = 'Old'\r
[keys]\r
'event.new' = 'a'\r
"""


def test_connecting_anew_changes_only_what_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf" + KEPT.encode())
    save_profile(path, Profile(name="work", region="eu", grant="new"))
    found, text = load(path), path.read_bytes().decode()
    assert found.profiles["work"] == Profile(name="work", region="eu", grant="new", conf_hosts=("zoom-1",))
    assert found.profile == "work"
    assert found.keys == {"event.new": "a"}
    for comment in ("# mine\r\n", "# by day\r\n", "# the company's\r\n", "# written by hand\r\n"):
        assert comment in text


@pytest.mark.parametrize(
    "text",
    [
        "[profiles]\n[profiles.a]\ngrant = '1'\n[keys]\nb = 'c'\n[profiles.b]\ngrant = '2'\n",
        "profiles = {a = {grant = '1'}, work = {grant = '2'}}\n",
        "[profiles.'a.b']\ngrant = '1'\n",
        "profiles.a.grant = 'x'\n[keys]\n",
    ],
    ids=["scattered", "inline", "dotted name", "dotted keys"],
)
def test_a_file_of_any_shape_says_afterwards_what_was_meant_or_is_left_alone(
    tmp_path: Path, text: str
) -> None:
    path = written(tmp_path, text)
    before = load(path)
    profile = Profile(name="work", grant="new")
    try:
        save_profile(path, profile)
    except SettingsError:
        assert path.read_text() == text
    else:
        after = load(path)
        assert (after.profile, after.profiles) == ("work", before.profiles | {"work": profile})
        assert after.keys == before.keys


def test_a_file_that_is_not_understood_is_not_written_to(tmp_path: Path) -> None:
    path = written(tmp_path, "theme = \n")
    with pytest.raises(SettingsError, match="line 1"):
        save_profile(path, Profile())
    assert path.read_text() == "theme = \n"


def test_a_link_to_a_file_kept_elsewhere_stays_one_and_so_do_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real = written(tmp_path / "dotfiles", "theme = 'light'\n")
    real.chmod(0o600)
    path = tmp_path / "config.toml"
    path.symlink_to(real)
    save_profile(path, Profile(name="work"))
    assert path.is_symlink()
    assert load(real).profile == "work"
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.symlink_to(path)
    with pytest.raises(SettingsError):
        save_profile(path, Profile())


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        save_profile(tmp_path / "in the way" / "config.toml", Profile())


def test_a_folder_made_for_it_is_the_user_s_own(tmp_path: Path) -> None:
    path = tmp_path / "callsheet" / "config.toml"
    save_profile(path, Profile())
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


PROFILES = st.builds(
    Profile,
    name=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12),
    region=st.sampled_from(["us", "eu", "custom"]),
    api_uri=st.text(st.characters(codec="utf-8"), max_size=12),
    grant=st.text(st.characters(codec="utf-8"), max_size=12),
    conf_hosts=st.lists(st.text(st.characters(codec="utf-8"), max_size=6), max_size=2).map(tuple),
)


@settings(deadline=None, max_examples=60)
@given(PROFILES)
def test_any_profile_comes_back_as_it_was_saved(
    tmp_path_factory: pytest.TempPathFactory, profile: Profile
) -> None:
    path = tmp_path_factory.mktemp("settings") / "config.toml"
    save_profile(path, profile)
    found = load(path)
    assert found.profile == profile.name
    assert found.profiles[profile.name] == profile


def test_the_environment_describes_an_account_only_whole() -> None:
    assert from_environment({"NYLAS_API_KEY": "k"}) is None
    assert from_environment({"NYLAS_GRANT_ID": "g"}) is None
    assert from_environment({"NYLAS_API_KEY": "k", "NYLAS_GRANT_ID": " g "}) == Profile(
        name="environment", grant="g"
    )
    custom = from_environment(
        {"NYLAS_API_KEY": "k", "NYLAS_GRANT_ID": "g", "NYLAS_API_URI": "http://localhost:1"}
    )
    assert custom is not None
    assert (custom.region, custom.api_uri) == ("custom", "http://localhost:1")


def test_the_usual_call_of_an_account_is_taken_with_its_settings(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        [profiles.work.call]
        provider = "zoom"
        host = "grant-zoom"
        settings = { waiting_room = true, auto_recording = "cloud" }
        """,
    )
    call = load(path).profiles["work"].call.draft()
    assert (call.provider, call.mode, call.host_grant) == (Provider.ZOOM, CallMode.CREATE, "grant-zoom")
    assert call.wishes == {"waiting_room": True, "auto_recording": "cloud"}


@pytest.mark.parametrize(
    "line",
    [
        "settings = { waiting_room = 1 }",
        'settings = { auto_recording = "moon" }',
        'settings = { password = "k3ys" }',
        'settings = { "waiting room" = true }',
        'provider = "skype"',
        'colour = "red"',
    ],
)
def test_a_usual_call_that_cannot_be_is_refused_with_its_place(tmp_path: Path, line: str) -> None:
    with pytest.raises(SettingsError, match=r"profiles\.work\.call"):
        load(written(tmp_path, f"[profiles.work.call]\n{line}\n"))


def test_connecting_anew_leaves_the_usual_call_alone(tmp_path: Path) -> None:
    path = written(tmp_path, '[profiles.work]\ngrant = "a"\n[profiles.work.call]\nprovider = "teams"\n')
    save_profile(path, Profile(name="work", grant="b"))
    assert load(path).profiles["work"].call.provider == "teams"
    assert load(path).profiles["work"].grant == "b"


def test_each_open_question_of_the_documents_has_a_switch_with_the_same_default(tmp_path: Path) -> None:
    assert Settings().switches == Switches()
    text = "cross_provider = false\nicloud_months = 12\nlast_day_included = false"
    assert load(written(tmp_path, text)).switches == Switches(False, 12, False)


@pytest.mark.parametrize("conflict", CONFLICTS, ids=lambda conflict: conflict.switch)
@pytest.mark.parametrize("wrong", ['"yes"', "9", "[]"])
def test_a_switch_written_wrongly_is_told_what_each_of_its_values_means(
    tmp_path: Path, conflict: Conflict, wrong: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, f"{conflict.switch} = {wrong}"))
    assert conflict.switch in caught.value.what
    for answer in conflict.answers:
        assert f"{told(answer.value)} for “{answer.says}”" in caught.value.next_step


@pytest.mark.parametrize("conflict", CONFLICTS, ids=lambda conflict: conflict.switch)
def test_both_answers_to_a_question_can_be_written(tmp_path: Path, conflict: Conflict) -> None:
    for answer in conflict.answers:
        found = load(written(tmp_path, f"{conflict.switch} = {told(answer.value)}"))
        assert conflict.held(found.switches) == answer


@pytest.mark.parametrize(
    ("text", "minutes"), [("", 5), ("refresh_minutes = 0", 0), ("refresh_minutes = 60", 60)]
)
def test_how_often_is_looked_unasked_can_be_chosen(tmp_path: Path, text: str, minutes: int) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    assert load(path).refresh_minutes == minutes


@pytest.mark.parametrize("value", ["-1", "1.5", "true", "100000", '"often"'])
def test_a_pace_that_cannot_be_kept_is_refused(tmp_path: Path, value: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"refresh_minutes = {value}")
    with pytest.raises(SettingsError, match="refresh_minutes"):
        load(path)
