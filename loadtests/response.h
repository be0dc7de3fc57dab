// What the clients of the harness share: connecting on the loopback, and reading the head of a response whose body
// length stands in Content-Length. Anything else is an error for them: the origin always sends a length.
#pragma once
#include <arpa/inet.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

__attribute__((noreturn, format(printf, 1, 2))) static inline void Fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

static inline struct sockaddr_in Loopback(int port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)port) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

struct response_head {
    int headBytes; // up to and including the empty line; 0 while the head is incomplete
    int status;
    long bodyBytes; // Content-Length; -1 when there is none
};

// Reads the head in text[0..count). text must have room for one more byte, which is overwritten with a zero.
static inline struct response_head ReadHead(char *text, size_t count)
{
    struct response_head head = { 0, 0, -1 };
    text[count] = '\0';
    char *end = strstr(text, "\r\n\r\n");
    if (end == NULL) {
        return head;
    }
    head.headBytes = (int)(end + 4 - text);
    if (sscanf(text, "HTTP/1.%*1[01] %3d", &head.status) != 1) {
        Fail("not a status line: %.40s", text);
    }
    for (char *line = strstr(text, "\r\n"); line < end; line = strstr(line + 2, "\r\n")) {
        if (strncasecmp(line + 2, "content-length:", 15) == 0) {
            head.bodyBytes = strtol(line + 17, NULL, 10);
        }
    }
    return head;
}
