#!/usr/bin/env node
// Plain old JavaScript: every version of Node can read this file and say which version it needs.
var wanted = 24;
var version = process.versions.node;
if (parseInt(version, 10) < wanted) {
  console.error(
    'Courant needs Node ' +
      wanted +
      ' or newer, and this is Node ' +
      version +
      '. ' +
      'Install a newer version from https://nodejs.org, or run "npm install --save-dev node" in the publication.',
  );
  process.exit(1);
}
require('./start.cjs');
