import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Service tests: how a test is taken, and its result told', () => judgeArea('service-tests'));
