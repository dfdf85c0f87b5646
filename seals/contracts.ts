import type { JournalHeader } from '../evidence/journal.ts';
import type { Documents } from './bundle.ts';
import { foundOf, type Finding } from './finding.ts';
import { sha256 } from './manifest.ts';

/** By which documents a run was judged, as far as a bundle tells. */
export interface Judged {
  readonly header: JournalHeader;
  /** Those in the bundle, which take the place of the harness's own. */
  readonly documents: Documents;
  /** The documents of the run that were not at hand as they were. */
  readonly changed: readonly string[];
  /** The documents that may take the place of the harness's own, by their SHA-256. */
  readonly accepted: ReadonlySet<string>;
}

/** What there is to say of the contract documents that a run was judged by. */
export function contractFindings({ header, documents, changed, accepted }: Judged): readonly Finding[] {
  const about = 'Contract';
  const judgedBy = new Set(Object.values(header.contract));
  const own = Object.entries(documents).flatMap(([role, files]) =>
    Object.entries(files).map(([path, body]) => ({
      path,
      hash: sha256(body),
      isNamed: Object.hasOwn(header.contractFiles ?? {}, role),
    })),
  );
  const idle = own.filter(({ hash, isNamed }) => !isNamed || !judgedBy.has(hash));
  if (idle.length > 0) {
    const wrong = idle.map(({ path }) => `the bundle holds ${path}, and the run was not judged by it`);
    return foundOf(about, wrong, '');
  }
  const strange = own.filter(({ hash }) => !accepted.has(hash)).map(({ path, hash }) => `${path} (SHA-256 ${hash})`);
  const found: Finding[] = [];
  if (strange.length > 0) {
    const advice =
      accepted.size === 0
        ? 'if they are yours, say so by --contract with your files'
        : 'the files that you gave with --contract are others';
    found.push({
      about,
      state: 'open',
      text: `judged by documents that the supplier gave in place of those of this harness, which may ask for less: ${strange.join(', ')}; ${advice}`,
    });
  }
  if (changed.length > 0) {
    found.push({
      about,
      state: 'open',
      text: `this harness has another ${changed.join(' and ')} than the run was judged by; verdicts may differ for that`,
    });
  }
  if (found.length > 0) return found;
  const names = Object.keys(header.contract).join(' and ');
  if (own.length > 0)
    return [{ about, state: 'well', text: `${names} are those that were accepted, else of this harness` }];
  return accepted.size === 0
    ? [{ about, state: 'well', text: `${names} are those of this harness` }]
    : [
        {
          about,
          state: 'note',
          text: `judged by ${names} of this harness, and by none of the files given with --contract`,
        },
      ];
}
