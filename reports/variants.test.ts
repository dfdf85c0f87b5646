import { expect, test } from '@playwright/test';
import { variantsSample } from './fixtures/variants.ts';
import { renderReport } from './html.ts';
import { closingText } from './terminal.ts';

/** The part of a page with that id, up to the next part. */
function part(page: string, id: string): string {
  const start = page.indexOf(` id="${id}"`);
  const end = page.indexOf('<section class="part"', start);
  return start < 0 ? '' : page.slice(start, end < 0 ? undefined : end);
}

const words = (markup: string) => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

test('a finding shows the variant beside its twin, where it came from, and how to send it again', () => {
  const failed = part(renderReport(variantsSample()), 'failed');
  const told = words(failed);
  expect(told).toContain('Expected 400 or 422, because id is missing (body/id)');
  expect(told).toContain(
    'Seen 201; 201 without the fault; to repeat it: run --only handleCreateOrder~42~0~missing@/body/id',
  );
  const pair = failed.slice(failed.indexOf('<div class="pair">', failed.indexOf('because id is missing')));
  expect(words(pair)).toMatch(/The variant #1–2 .* faulty variant .*Its control twin #5–6 .* plain variant/);
  expect(told).toContain(
    'Variant handleCreateOrder~42~0~missing@/body/id Seed 42 Meant to be wrong id is missing (body/id) Twin without the fault handleCreateOrder~42~0 To send it again run --only',
  );
  expect(told).toContain('Send it again curl -i -X');
});

test('an unusual request says what is unusual, marks it, and what it was shrunk from', () => {
  const failed = part(renderReport(variantsSample('ring the upper bell')), 'failed');
  expect(words(failed)).toContain(
    'Unusual and allowed body/notes (longest text) Twin without what is unusual handleCreateOrder~42~0 Shrunk from handleCreateOrder~42~3 To send it again run --only handleCreateOrder~42~3.1',
  );
  expect(failed).toMatch(/<mark><b>[^<]*notes[^<]*<\/b>: <i>[^<]*ring the upper bell/);
  expect(words(failed)).toContain('1 more of the kind');
  expect(failed.slice(failed.indexOf('HTTP 400'), failed.indexOf('curl -i'))).not.toContain('<mark>');
});

test('coverage tells what was sent of each operation, how it fared, and what was not', () => {
  const coverage = words(part(renderReport(variantsSample()), 'coverage'));
  expect(coverage).toMatch(/Request variants 6 requests; 2 of \d+ faults tried, 2 of \d+ places varied/);
  expect(coverage).toMatch(
    /POST \/service-orders variants 5 requests 5, 1 of them to find a simpler one valid 1 taken, 2 answered otherwise with a fault 1 refused, 1 taken faults tried 2 of \d+ places varied 2 of 3/,
  );
  expect(coverage).toMatch(/POST \/service-order-amendments variants 0 requests 0 valid none with a fault none/);
  expect(coverage).toContain('Faults that were taken (1) missing: body/id');
  expect(coverage).toContain('Faults that were refused (1) too-long: body/notes');
  expect(coverage).toMatch(/Faults that were not sent \(\d+\) broken-json: body/);
  expect(coverage).toContain('Places that were varied (2) body/notes: longest text body/hazards: put in');
  expect(coverage).toContain('Places that were left as they are (1) body/id');
});

test('exchanges of variants are not told one by one, but for those in which something was found', () => {
  const others = words(part(renderReport(variantsSample()), 'exchanges'));
  expect(others).toContain('faulty variant');
  expect(others).toMatch(/further exchanges? (?:is|are) in the journal, request variants among them/);
});

test('the closing text and the results tell the coverage of variants', () => {
  const input = variantsSample();
  expect(closingText(input)).toMatch(
    / {2}Sent: 6 request variants, with 2 of \d+ faults tried and 2 of \d+ places varied\n?/,
  );
  const told = input.results.coverage?.variants.map(({ operation, sent }) => [operation, sent]);
  expect(told).toContainEqual(['handleQuote', 1]);
  expect(told).toContainEqual(['handleCreateOrder', 5]);
});

test('whatever a variant holds stays text', () => {
  const hostile = `"'\`><script>own()</script><img src=x onerror=own()>\u202e`;
  const page = renderReport(variantsSample(hostile));
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toContain('<img');
});
