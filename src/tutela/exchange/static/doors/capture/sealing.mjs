/**
 * Sealing a report for the server alone: ECDH on P-256 with a pair of keys made for this report, HKDF-SHA256, AES-256-GCM.
 * The private half is never stored, so nothing on this telephone opens what was sealed. The other side is
 * `exchange/doors/capture/envelopes.py`.
 */

const VERSION = 1;
// The length of what waits must not tell how much was written.
const STEP = 2048;
const encoder = new TextEncoder();

/** Whether this browser can seal here: only on a secure connection. */
export function canSeal() {
  return self.isSecureContext && Boolean(self.crypto?.subtle);
}

/**
 * Seal the facts of a report and its files.
 * @param {{id: string, point: string}} serverKey @param {string} submissionKey @param {object} facts
 * @param {{kind: string, bytes: ArrayBuffer}[]} files
 */
export async function seal(serverKey, submissionKey, facts, files) {
  const server = bytesOf(serverKey.point);
  const theirs = await crypto.subtle.importKey("raw", server, { name: "ECDH", namedCurve: "P-256" }, false, []);
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, pair.privateKey, 256);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const key = await contentKey(secret, serverKey.id, submissionKey, point, server);
  return {
    kid: serverKey.id,
    point,
    report: await sealed(key, "report", padded(facts)),
    files: await Promise.all(files.map(async ({ kind, bytes }, index) => (
      { number: index + 1, kind, ...await sealed(key, `file ${index + 1}`, bytes) }
    ))),
  };
}

/** @param {ArrayBuffer} secret @param {string} id @param {string} submissionKey @param {Uint8Array} ours
 * @param {Uint8Array} theirs */
async function contentKey(secret, id, submissionKey, ours, theirs) {
  const bound = encoder.encode(`tutela capture ${VERSION}|${id}|${submissionKey}|`);
  const info = new Uint8Array([...bound, ...ours, ...theirs]);
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

/** @param {CryptoKey} key @param {string} part @param {BufferSource} bytes */
async function sealed(key, part, bytes) {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv: nonce, additionalData: encoder.encode(part) };
  return { nonce, sealed: await crypto.subtle.encrypt(how, key, bytes) };
}

/** @param {object} facts */
function padded(facts) {
  const plain = encoder.encode(JSON.stringify(facts));
  const whole = new Uint8Array(Math.ceil(plain.length / STEP) * STEP).fill(32);
  whole.set(plain);
  return whole;
}

/** @param {string} text base64 for addresses */
function bytesOf(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}
