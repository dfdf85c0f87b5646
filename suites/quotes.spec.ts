import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Quotes: how a request for a quote is answered', () => judgeArea('quotes'));
