// Preloaded into RudderStack's transformer (`node -r ./stub.js dist/src/index.js`), this stands in for the APIs of the
// destinations, which the transformer asks for contacts and companies before it knows what to send:
//
//     transformer -- POST https://api.intercom.io/contacts/search --> answers.json, by method and URL
//     the test    -- GET /outgoing --> the requests since the last time, with what was answered
//
// `ANSWERS=./other-answers.json` gives it others: contacts that are not found, companies that exist.
//
// Nothing leaves the process: a request without a recorded answer fails. The clock stands still, so that a recording made
// again is the same, and so that no destination finds the recorded events too old.

'use strict';

const http = require('http');
const net = require('net');
const axios = require(require.resolve('axios', { paths: [process.cwd()] }));
const { now, answers } = require(process.env.ANSWERS ?? './answers.json');

const outgoing = [];

axios.defaults.adapter = async (config) => {
  const method = config.method.toUpperCase();
  const url = axios.getUri(config);
  const answer = answers.find((it) => it.method === method && new RegExp(it.url).test(url));
  outgoing.push({ method, url, body: config.data ?? null, status: answer?.status ?? null });
  if (!answer) {
    throw new axios.AxiosError(`no recorded answer: ${method} ${url}`, 'ENOTFOUND', config);
  }
  const response = { status: answer.status, statusText: '', headers: {}, config, data: structuredClone(answer.body) };
  if (answer.status >= 400) {
    throw new axios.AxiosError(`recorded status ${answer.status}`, 'ERR_BAD_REQUEST', config, null, response);
  }
  return response;
};

net.Socket.prototype.connect = () => {
  throw new Error('the stub lets no connection out');
};

const { emit } = http.Server.prototype;
http.Server.prototype.emit = function (event, request, response) {
  if (event === 'request' && request.url === '/outgoing') {
    response.end(JSON.stringify(outgoing.splice(0)));
    return true;
  }
  return emit.apply(this, arguments);
};

const at = Date.parse(now);
globalThis.Date = new Proxy(Date, {
  construct: (date, args, target) => Reflect.construct(date, args.length ? args : [at], target),
  get: (date, key) => (key === 'now' ? () => at : date[key]),
});
