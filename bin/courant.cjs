#!/usr/bin/env node
// Written in old JavaScript, so that every version of Node can read this file and report which version
// Courant needs.
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
