"""verify_webhook.py SECRET ID TIMESTAMP SIGNATURES BODY_FILE: ends with 0 where
a receiver of Standard Webhooks accepts the message, and with 1 where not.

Written from the standard's text alone ("Signature scheme" and "Verifying
webhook authenticity", version 1), not from our own code.
"""
import base64
import hashlib
import hmac
import sys
import time

TOLERANCE_SECONDS = 5 * 60


def key_of(secret):
    if secret.startswith("whsec_"):
        return base64.b64decode(secret[len("whsec_"):], validate=True)
    return secret.encode()


def accepts(secret, identifier, timestamp, signatures, body):
    if abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = b".".join([identifier.encode(), timestamp.encode(), body])
    wanted = hmac.new(key_of(secret), signed, hashlib.sha256).digest()
    for signature in signatures.split(" "):
        version, _, text = signature.partition(",")
        if version == "v1" and hmac.compare_digest(
                base64.b64decode(text, validate=True), wanted):
            return True
    return False


secret, identifier, timestamp, signatures, path = sys.argv[1:]
with open(path, "rb") as file:
    body = file.read()
sys.exit(0 if accepts(secret, identifier, timestamp, signatures, body) else 1)
