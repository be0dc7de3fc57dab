// Connects by TLS and asks, once per connection or again and again, and checks every answer.
//
//   handshakes [-c THREADS] [-n REQUESTS | -d SECONDS] [-f | -r] [-k] [-v 1.2|1.3] PORT
//
//   -c  threads, each with one connection to 127.0.0.1:PORT at a time (default 1)
//   -n  requests in all (default 1)
//   -d  instead: until so many seconds have passed
//   -f  full handshakes (default); that no session was taken up is checked
//   -r  every connection but a thread's first takes up the session of the one before it; that it did is checked
//   -k  one connection for all requests of a thread; without it a connection for each, closed by the server
//   -v  the version of TLS (default: the highest both know)
//
// wrk keeps what OpenSSL remembers in an SSL object that it uses again, so whether one of its connections is resumed depends on
// version and luck. Here it is said. Exits 1 on the first thing that is not as it should be. At the end it prints the line that
// wrk.lua prints; latencies go from connect() to the last byte, without -k.
#define _GNU_SOURCE
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>
#include "response.h"

enum { HEAD_BYTES_MAX = 16384, THREADS_MAX = 64, SAMPLES_MAX = 1 << 20, SILENCE_MAX_S = 30 };

static struct {
    int port, threads, version;
    long requests, seconds;
    bool resumes, keeps;
} s_options = { .threads = 1 };

static SSL_CTX *s_context;
static char s_request[256];
static int s_requestBytes;
static struct timespec s_start;
static long s_taken, s_done, s_bytes, s_sampleCount;
static int s_samples[SAMPLES_MAX];

// What a thread carries from one connection to the next.
struct visitor {
    SSL_SESSION *session;
};

static long MicrosecondsSince(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - start->tv_sec) * 1000000 + (now.tv_nsec - start->tv_nsec) / 1000;
}

// True when another request is to be sent.
static bool TakeOne(void)
{
    if (s_options.seconds > 0) {
        return MicrosecondsSince(&s_start) < s_options.seconds * 1000000;
    }
    return __atomic_fetch_add(&s_taken, 1, __ATOMIC_RELAXED) < s_options.requests;
}

static void FailTls(const char *what)
{
    char text[256];
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    Fail("%s after %ld answers: %s", what, s_done, text);
}

static int Connect(void)
{
    struct sockaddr_in address = Loopback(s_options.port);
    struct timeval silence = { .tv_sec = SILENCE_MAX_S };
    int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        Fail("connect after %ld answers: %s", s_done, strerror(errno));
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence);
    return fd;
}

// The newest session the server gave. OpenSSL calls it whenever a ticket comes.
static int OnSession(SSL *ssl, SSL_SESSION *session)
{
    struct visitor *visitor = SSL_get_app_data(ssl);
    SSL_SESSION_free(visitor->session);
    visitor->session = session;
    return 1;
}

static SSL *Handshake(struct visitor *visitor, int fd)
{
    SSL *ssl = SSL_new(s_context);
    bool resumes = s_options.resumes && visitor->session != NULL;
    SSL_set_app_data(ssl, visitor);
    SSL_set_fd(ssl, fd);
    if (resumes) {
        SSL_set_session(ssl, visitor->session);
    }
    if (SSL_connect(ssl) != 1) {
        FailTls("handshake");
    }
    if (SSL_session_reused(ssl) != (resumes ? 1 : 0)) {
        Fail("the session was %s after %ld answers", resumes ? "not resumed" : "resumed", s_done);
    }
    return ssl;
}

static void Ask(SSL *ssl)
{
    char head[HEAD_BYTES_MAX + 1];
    int count = 0;
    struct response_head found;
    if (SSL_write(ssl, s_request, s_requestBytes) != s_requestBytes) {
        FailTls("send");
    }
    do {
        int n = SSL_read(ssl, head + count, HEAD_BYTES_MAX - count);
        if (n <= 0) {
            FailTls("receive");
        }
        count += n;
        found = ReadHead(head, (size_t)count);
    } while (found.headBytes == 0 || count < found.headBytes + found.bodyBytes);
    if (found.status != 200 || count != found.headBytes + found.bodyBytes) {
        Fail("answer %ld: status %d, %d bytes", s_done + 1, found.status, count);
    }
    __atomic_fetch_add(&s_done, 1, __ATOMIC_RELAXED);
    __atomic_fetch_add(&s_bytes, count, __ATOMIC_RELAXED);
}

static void Leave(SSL *ssl, int fd)
{
    char rest;
    if (!s_options.keeps && SSL_read(ssl, &rest, 1) != 0) {
        Fail("the server did not end its side after answer %ld", s_done);
    }
    SSL_shutdown(ssl);
    SSL_free(ssl);
    close(fd);
}

static void *Visit(void *unused)
{
    struct visitor visitor = { 0 };
    while (TakeOne()) {
        struct timespec start;
        clock_gettime(CLOCK_MONOTONIC, &start);
        int fd = Connect();
        SSL *ssl = Handshake(&visitor, fd);
        do {
            Ask(ssl);
        } while (s_options.keeps && TakeOne());
        Leave(ssl, fd);
        long place = __atomic_fetch_add(&s_sampleCount, 1, __ATOMIC_RELAXED);
        s_samples[place % SAMPLES_MAX] = (int)MicrosecondsSince(&start);
    }
    SSL_SESSION_free(visitor.session);
    return unused;
}

static void ReadArguments(int argc, char **argv)
{
    for (int option; (option = getopt(argc, argv, "c:n:d:frkv:")) != -1;) {
        switch (option) {
        case 'c': s_options.threads = atoi(optarg); break;
        case 'n': s_options.requests = atol(optarg); break;
        case 'd': s_options.seconds = atol(optarg); break;
        case 'f': s_options.resumes = false; break;
        case 'r': s_options.resumes = true; break;
        case 'k': s_options.keeps = true; break;
        case 'v': s_options.version = strcmp(optarg, "1.2") == 0 ? TLS1_2_VERSION : TLS1_3_VERSION; break;
        default: exit(2);
        }
    }
    if (optind != argc - 1 || s_options.threads < 1 || s_options.threads > THREADS_MAX) {
        Fail("usage: handshakes [-c THREADS] [-n REQUESTS | -d SECONDS] [-f | -r] [-k] [-v 1.2|1.3] PORT");
    }
    s_options.requests += s_options.requests + s_options.seconds == 0;
    s_options.port = atoi(argv[optind]);
    s_requestBytes = snprintf(s_request, sizeof s_request, "GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\n",
        s_options.port, s_options.keeps ? "" : "Connection: close\r\n");
}

static void MakeContext(void)
{
    s_context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_session_cache_mode(s_context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE);
    SSL_CTX_sess_set_new_cb(s_context, OnSession);
    if (s_options.version != 0) {
        SSL_CTX_set_min_proto_version(s_context, s_options.version);
        SSL_CTX_set_max_proto_version(s_context, s_options.version);
    }
}

static int Compare(const void *left, const void *right)
{
    return *(const int *)left - *(const int *)right;
}

int main(int argc, char **argv)
{
    pthread_t threads[THREADS_MAX];
    ReadArguments(argc, argv);
    MakeContext();
    clock_gettime(CLOCK_MONOTONIC, &s_start);
    for (int i = 0; i < s_options.threads; i++) {
        pthread_create(&threads[i], NULL, Visit, NULL);
    }
    for (int i = 0; i < s_options.threads; i++) {
        pthread_join(threads[i], NULL);
    }
    long duration = MicrosecondsSince(&s_start), count = s_sampleCount < SAMPLES_MAX ? s_sampleCount : SAMPLES_MAX;
    qsort(s_samples, (size_t)count, sizeof s_samples[0], Compare);
    printf("summary requests=%ld bytes=%ld duration_us=%ld connect=0 read=0 write=0 timeout=0 failed=0 p50_us=%d p99_us=%d\n",
        s_done, s_bytes, duration, count > 0 ? s_samples[count / 2] : 0, count > 0 ? s_samples[count * 99 / 100] : 0);
    return 0;
}
