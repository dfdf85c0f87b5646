import { FEATURES, type Requirement } from '../requirement.ts';

/** What it takes for a request at all: a cease that the supplier announces brings one only where it can be changed. */
const REQUESTS = [
  ...FEATURES.filter((feature) => feature !== 'unsolicited-cease').map((feature) => [feature]),
  ['unsolicited-cease', 'cancellations'],
] as const;

/** What a supplier owes requests that show no credentials, or none that are good. They are all refused by one operation, the most harmless. */
export const CREDENTIALS_REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'HTTP-CREDENTIALS',
    area: 'http',
    level: 'MUST',
    standing: 'documented',
    sentence: 'The supplier must turn a request away whose credentials are missing or wrong, with 401.',
    source:
      'Portal page responsecodes; response lists of each operation, Supplier API; 403 is let pass, since a firewall that stands in front may give it',
    when: [],
    reach: REQUESTS,
    advice:
      'Look at the credentials before anything else of a request, and answer 401 with code NOT_AUTHORISED; compare a token with those that were given out, its signature included. Where a client certificate alone lets in, take auth out of the configuration.',
    exercise:
      'Set auth to the way in that you agreed on. A harmless request is then sent without credentials, and once with wrong ones: the same user with another password, or a token whose signature was changed.',
  },
  {
    id: 'HTTP-CREDENTIALS-401',
    area: 'http',
    level: 'SHOULD',
    standing: 'documented',
    sentence:
      'A request with credentials that are missing, wrong or expired should be turned away with 401 rather than 403, which is for who is not permitted whatever is shown.',
    source: 'Portal page responsecodes',
    when: [],
    reach: REQUESTS,
    onlyIf: 'turns such requests away',
    advice:
      'Have the firewall or API gateway in front of you answer 401 where no credentials, or no good ones, are shown.',
    exercise: 'Requests with credentials that let nobody in; set auth.',
  },
  {
    id: 'HTTP-CREDENTIALS-EXPIRED',
    area: 'http',
    level: 'MUST',
    standing: 'documented',
    sentence: 'The supplier must turn a request away whose access token has expired, with 401.',
    source:
      'Portal page responsecodes; 403 is let pass, since a firewall that stands in front may give it. A token counts as expired when the tester says so: clocks differ by minutes',
    when: [],
    reach: REQUESTS,
    onlyIf: 'lets in by access tokens of which an expired one is at hand (auth.expiredToken)',
    advice:
      'Compare the time at which a token ends (exp) with the clock for each request, and answer 401 with code NOT_AUTHORISED.',
    exercise: 'Give a token that expired some time ago as auth.expiredToken.',
  },
  {
    id: 'HTTP-CREDENTIALS-LAPSED',
    area: 'http',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'An access token should be good no longer than the token endpoint has said.',
    source:
      'Concluded from portal page responsecodes; only a warning, since a token is often let pass for some minutes more, lest clocks differ',
    when: [],
    reach: REQUESTS,
    onlyIf: 'gives out access tokens that lapse within the patience of a run (pace.outcome)',
    advice: 'Allow for no more than a minute between the clocks of the token endpoint and of the API.',
    exercise:
      'Have the token endpoint of the test system give out tokens that live no longer than pace.outcome, and say so in expires_in.',
  },
  {
    id: 'HTTP-CREDENTIALS-BODY',
    area: 'http',
    level: 'SHOULD',
    standing: 'documented',
    sentence: 'The 401 for credentials that are missing, wrong or expired should carry the error object as JSON.',
    source:
      'Supplier API 1.15, error object with 400 and 401; only a warning, since an API gateway in front may give such an answer, and nothing is done with its body',
    when: [],
    reach: REQUESTS,
    onlyIf: 'answers 401 to such a request',
    advice: 'Have whatever checks credentials answer {"uuid", "code": "NOT_AUTHORISED", "messages"}.',
    exercise: 'Requests with credentials that let nobody in; set auth.',
  },
];
