// Starts a proxy and prints the milliseconds from fork to the first byte of its first answer with status 200.
//
//   startup PORT COMMAND [ARGUMENT...]
//
// Tries to connect every 100 microseconds, then asks once. The proxy is ended by SIGTERM (SIGKILL when that takes more
// than a second) before this returns. Exits 1 when nothing was served within 10 s. Nothing else may listen on PORT.
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "response.h"

enum { RETRY_US = 100, START_MAX_MS = 10000, STOP_MAX_MS = 1000 };

static double NowMs(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

// True exactly when a proxy answered 200; false when nobody listens yet.
static bool Served(int port)
{
    static const char request[] = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    char answer[4096 + 1];
    struct sockaddr_in address = Loopback(port);
    struct timeval limit = { .tv_sec = START_MAX_MS / 1000 };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        close(fd);
        return false;
    }
    if (send(fd, request, sizeof request - 1, MSG_NOSIGNAL) < 0) {
        Fail("send: %s", strerror(errno));
    }
    ssize_t count = recv(fd, answer, sizeof answer - 1, 0);
    if (count <= 0 || ReadHead(answer, (size_t)count).status != 200) {
        Fail("the first answer was not 200");
    }
    close(fd);
    return true;
}

static void Stop(pid_t proxy)
{
    kill(proxy, SIGTERM);
    for (double start = NowMs(); waitpid(proxy, NULL, WNOHANG) == 0; usleep(RETRY_US)) {
        if (NowMs() - start > STOP_MAX_MS) {
            kill(proxy, SIGKILL);
        }
    }
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        Fail("usage: startup PORT COMMAND [ARGUMENT...]");
    }
    int port = atoi(argv[1]);
    if (Served(port)) {
        Fail("port %d is taken", port);
    }
    double start = NowMs();
    pid_t proxy = fork();
    if (proxy == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); // whatever ends this program ends the proxy
        execvp(argv[2], argv + 2);
        Fail("%s: %s", argv[2], strerror(errno));
    }
    while (!Served(port)) {
        if (NowMs() - start > START_MAX_MS || waitpid(proxy, NULL, WNOHANG) != 0) {
            kill(proxy, SIGKILL);
            Fail("%s served nothing", argv[2]);
        }
        usleep(RETRY_US);
    }
    double elapsedMs = NowMs() - start;
    Stop(proxy);
    printf("%.2f\n", elapsedMs);
    return 0;
}
