"""Certificates for a test: an authority, and what it signs, as PEM files NAME.crt and NAME.key in a folder."""
import subprocess

ELLIPTIC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")


def openssl(folder, *arguments):
    subprocess.run(["openssl", *map(str, arguments)], cwd=folder, check=True, capture_output=True)


def authority(folder, name):
    openssl(folder, "req", "-x509", *ELLIPTIC, "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.crt", "-days", "2",
            "-subj", f"/CN={name}")


def signed(folder, name, by, subject="localhost", kind=ELLIPTIC):
    openssl(folder, "req", *kind, "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={subject}",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{by}.crt", "-CAkey", f"{by}.key", "-CAcreateserial",
            "-out", f"{name}.crt", "-days", "2", "-copy_extensions", "copy")


def trusting(certificate):
    """The environment in which the clients trust an authority: Python, Go and Rust read the first, Node.js the second."""
    return {"SSL_CERT_FILE": str(certificate), "NODE_EXTRA_CA_CERTS": str(certificate)}
