import { randomBytes, randomInt } from 'node:crypto';

/** A user name and a password as the Authorization header has them. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/**
 * Credentials of the same form that nobody was given: of Basic the same user with another password, of a signed or sealed token
 * the same but for its last part, of any other a random one of the same length.
 */
export function otherCredentials(value: string): string {
  const [scheme = '', ...rest] = value.split(' ');
  const shown = rest.join(' ');
  if (scheme.toLowerCase() !== 'basic') return `${scheme} ${otherToken(shown)}`;
  const [username = ''] = Buffer.from(shown, 'base64').toString('utf8').split(':');
  return basic(username, `not-${randomBytes(12).toString('hex')}`);
}

/** A compact token has three parts where it is signed and five where it is sealed; the last one proves the others. */
const COMPACT = /^[\w-]+(?:\.[\w-]*){1,3}\.[\w-]+$/;

function otherToken(token: string): string {
  const parts = token.split('.');
  const proof = parts.at(-1) ?? '';
  if (!COMPACT.test(token) || (parts.length !== 3 && parts.length !== 5)) return otherText(token);
  return [...parts.slice(0, -1), otherProof(proof)].join('.');
}

/** Other bytes, so that no reading of the last character, which holds but a few bits, makes them the same again. */
function otherProof(proof: string): string {
  const bytes = Buffer.from(proof, 'base64url');
  return bytes.length === 0 ? otherText(proof) : Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString('base64url');
}

const ALPHABETS = ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz', '0123456789'];

/** A random text of the same length whose letters and digits stand where they stood. */
function otherText(text: string): string {
  const made = text.replace(/[A-Za-z0-9]/g, (character) => {
    const alphabet = ALPHABETS.find((candidate) => candidate.includes(character)) ?? character;
    return alphabet.charAt(randomInt(alphabet.length));
  });
  // A text too short to be made anew by chance is made longer.
  return made === text ? `${made}${randomBytes(6).toString('hex')}` : made;
}
