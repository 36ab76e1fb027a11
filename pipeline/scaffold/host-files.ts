import type { Host } from './answers.ts';

/** A file of `templates/starter/`, and where it goes in the publication. */
interface HostFile {
  readonly from: string;
  readonly path: string;
}

/** The extra files for each host. */
export const hostFiles: Readonly<Record<Host, readonly HostFile[]>> = {
  github: [
    { from: 'hosts/github-check.yml', path: '.github/workflows/check.yml' },
    { from: 'hosts/github-publish.yml', path: '.github/workflows/publish.yml' },
  ],
  gitlab: [{ from: 'hosts/gitlab-ci.yml', path: '.gitlab-ci.yml' }],
  server: [
    { from: 'hosts/courant.service', path: 'deploy/courant.service' },
    { from: 'hosts/server.md', path: 'deploy/README.md' },
    { from: 'hosts/Dockerfile', path: 'Dockerfile' },
    { from: 'hosts/dockerignore', path: '.dockerignore' },
    { from: 'hosts/compose.yaml', path: 'compose.yaml' },
    { from: 'hosts/nginx.conf', path: 'deploy/nginx.conf' },
  ],
  local: [],
};
