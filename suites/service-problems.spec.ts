import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Service problems: from report to resolution', () => judgeArea('service-problems'));
