import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Availability: what can be ordered at an address', () => judgeArea('availability'));
