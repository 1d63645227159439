#!/usr/bin/env node
require('../lib/src/cli/start.js');
