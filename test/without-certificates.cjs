/**
 * Whoever has certificates of their own in the environment pays for them at each start of Node, more than for the start itself:
 * tests start the command over and over, and none of them needs a network.
 */
module.exports = async () => {
  delete process.env.NODE_EXTRA_CA_CERTS;
};
