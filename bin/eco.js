#!/usr/bin/env node
require('../lib/eco.cjs');
