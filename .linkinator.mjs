// How pages of others are asked for; make links runs it on all that link to them.

export default {
  markdown: true,
  // Some sites stop answering whoever asks for much at once.
  concurrency: 5,
  timeout: 30_000,
  retry: true,
  retryErrors: true,
  retryErrorsCount: 2,
  // Refused to a program, or to one in a hurry: that says nothing about the page.
  statusCodes: { 403: "warn", 429: "warn" },
  verbosity: "error",
};
