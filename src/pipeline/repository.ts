import type { Duration } from '../values/duration.js';

/** An image that CI builds, and the services that run it. */
export interface Build {
  /** The image repository below the registry: `cart`. */
  readonly repository: string;
  readonly services: readonly string[];
}

/** What CI must know of the repository around the fleet: folders that this project does not hold itself. */
export interface GithubActionsProps {
  /** Branches whose pushes build and push images. */
  readonly branches: readonly [string, ...string[]];
  /** The folder with a folder for each image, its Dockerfile in it. Default `services`. */
  readonly folder?: string;
  /** Globs whose changes build every image: code that all of them share. */
  readonly shared?: readonly string[];
  /** Python that tests run with. Default `3.12`. */
  readonly python?: string;
  /** Folder of Terraform's files. Not linted when absent. */
  readonly terraform?: string;
  /** Folder of Ansible's files. Not linted when absent. */
  readonly ansible?: string;
  /** Globs of the documentation. Not linted when absent. */
  readonly documentation?: readonly string[];
  /** How long parts of CI take, as its runs have shown: `eco plan` counts with them. */
  readonly takes?: CiTimes;
}

/** Times of one image's way through CI. */
export interface CiTimes {
  /** Linting and testing. */
  readonly test?: Duration;
  /** Building and scanning the image. */
  readonly build?: Duration;
  readonly push?: Duration;
  /** Writing the tag into Git. */
  readonly tag?: Duration;
}

/** The fleet's side of CI, worked out from its definitions. */
export interface Delivery {
  readonly builds: readonly Build[];
  /** Host and owner of the images: `ghcr.io/acme`. */
  readonly registry: string;
  /** The environment that new images go to, and the branch that its Argo CD reads. */
  readonly first: { readonly environment: string; readonly branch: string };
}
