"""A caller with a token, made as people make it: by `howdah token new`."""
from harness.server import run


def permission_for(name, folder):
    """(the token, the permissions file that knows it)"""
    code, out, err = run("token", "new", "--name", name)
    assert code == 0, err
    token, _, entry = out.partition("\n")
    file = folder / "permissions.yaml"
    file.write_text(entry)
    return token, file
