import pytest

from toolkit.names.persons import PersonName, given_relation, parse

HONORIFICS = frozenset(["Mr.", "H.E.", "President", "His Excellency"])
PARTICLES = frozenset(["von", "van", "der", "de", "bin", "ben", "al", "la"])
SUFFIXES = frozenset(["Jr.", "Junior", "Sr.", "II", "III", "MEP", "MP"])


def person(name: str) -> PersonName:
    return parse(name, HONORIFICS, PARTICLES, SUFFIXES)


@pytest.mark.parametrize(
    ("name", "given", "surname", "key"),
    [
        ("Ursula von der Leyen", "Ursula", "von der Leyen", "leyen"),
        ("von der Leyen", "", "von der Leyen", "leyen"),
        ("H.E. Mr. Bashar al-Assad", "Bashar", "al-Assad", "assad"),
        ("Vance, JD", "JD", "Vance", "vance"),
        ("J.D. Vance", "J.", "Vance", "vance"),
        ("KUBILIUS Andrius", "Andrius", "KUBILIUS", "kubilius"),
        ("Andrius KUBILIUS", "Andrius", "KUBILIUS", "kubilius"),
        ("Ben Wallace", "Ben", "Wallace", "wallace"),
        ("Mohammed bin Salman", "Mohammed", "bin Salman", "salman"),
        ("De Gaulle", "", "De Gaulle", "gaulle"),
        ("Strack-Zimmermann", "", "Strack-Zimmermann", "strackzimmermann"),
        ("Martin Luther King Jr.", "Martin", "King", "king"),
        ("Kallas’s", "", "Kallas", "kallas"),
        ("Mr.", "", "Mr.", "mr"),
    ],
)
def test_parts(name: str, given: str, surname: str, key: str) -> None:
    found = person(name)
    assert (found.given, found.surname, found.key) == (given, surname, key)


def test_middle_particles_and_suffix() -> None:
    found = person("John Robert van der Berg III")
    assert found.middle == ("Robert",)
    assert found.particles == ("van", "der")
    assert found.suffix == "III"


@pytest.mark.parametrize(
    ("suffix", "generation"),
    [("Sr.", 1), ("Jr.", 2), ("Junior", 2), ("II", 2), ("III", 3), ("MP", 0), ("Jr., MP", 2)],
)
def test_which_bearer_of_the_name(suffix: str, generation: int) -> None:
    assert person(f"John Berg, {suffix}").generation == generation


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("Mark Rutte", "Mark Rutte", "equal"),
        ("Jean-Claude Juncker", "Jean Claude Juncker", "equal"),
        ("J.-C. Juncker", "Jean-Claude Juncker", "compatible"),
        ("M. Rutte", "Mark Rutte", "compatible"),
        ("Bill Clinton", "William Clinton", "compatible"),
        ("JD Vance", "James David Vance", "compatible"),
        ("Mitt Romney", "Willard Mitt Romney", "compatible"),
        ("Val Hoyle", "Valerie Hoyle", "compatible"),
        ("Volodymyr Zelensky", "Володимир Зеленський", "compatible"),
        ("Rutte", "Mark Rutte", "missing"),
        ("Mary Smith", "Maria Smith", "conflict"),
        ("Paul Smith", "Paula Smith", "conflict"),
        ("George W. Bush", "George H. W. Bush", "conflict"),
        ("Volodymyr Zelensky", "Vladimir Zelensky", "conflict"),
    ],
)
def test_given_names(left: str, right: str, relation: str) -> None:
    nicknames = {"bill": frozenset({"william"})}
    assert given_relation(person(left), person(right), nicknames) == relation
    assert given_relation(person(right), person(left), nicknames) == relation


def test_a_family_name_first_leaves_one_given_name() -> None:
    family = frozenset(["kim"])
    one, other = (parse(name, family_first=family) for name in ("Kim Jong Il", "Kim Jong-un"))
    assert (one.given, one.middle, one.surname) == ("Jong-Il", (), "Kim")
    assert given_relation(one, other) == "conflict"
    assert given_relation(one, parse("Jong-il Kim")) == "equal"
