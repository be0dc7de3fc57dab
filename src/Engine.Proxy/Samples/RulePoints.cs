using System;

namespace Engine.Proxy.Samples;

/// <summary>Where in the life of a connection an expression is evaluated, earliest first: it decides what can be looked at there (CFG 7.3).</summary>
[Flags]
public enum RulePoints
{
    None = 0,

    /// <summary><c>tcp-request connection</c>: right after accept.</summary>
    TcpConnection = 1 << 0,

    /// <summary><c>tcp-request session</c>: after the handshakes of the connection.</summary>
    TcpSession = 1 << 1,

    /// <summary><c>tcp-request content</c> of a frontend.</summary>
    FrontendTcpRequest = 1 << 2,

    /// <summary><c>http-request</c>, <c>redirect</c>, <c>monitor fail</c> of a frontend.</summary>
    FrontendHttpRequest = 1 << 3,

    /// <summary><c>use_backend</c>.</summary>
    UseBackend = 1 << 4,

    /// <summary><c>tcp-request content</c> of a backend.</summary>
    BackendTcpRequest = 1 << 5,

    /// <summary><c>http-request</c> and <c>redirect</c> of a backend.</summary>
    BackendHttpRequest = 1 << 6,

    /// <summary><c>use-server</c>, balancing, persistence.</summary>
    UseServer = 1 << 7,

    /// <summary>While a connection to the server is made.</summary>
    ServerConnection = 1 << 8,

    /// <summary><c>tcp-response content</c>.</summary>
    TcpResponse = 1 << 9,

    /// <summary><c>http-response</c>.</summary>
    HttpResponse = 1 << 10,

    /// <summary><c>http-after-response</c>.</summary>
    HttpAfterResponse = 1 << 11,

    /// <summary>When the log line is written.</summary>
    Log = 1 << 12,

    /// <summary>In a health check.</summary>
    Check = 1 << 13,

    /// <summary>While the configuration is read, or on the runtime API: no connection is concerned.</summary>
    Process = 1 << 14,

    HttpRequest = FrontendHttpRequest | BackendHttpRequest,
    TcpRequest = FrontendTcpRequest | BackendTcpRequest,

    /// <summary>From the first byte of the request to the choice of the server.</summary>
    Request = TcpRequest | HttpRequest | UseBackend | UseServer,
    Response = TcpResponse | HttpResponse | HttpAfterResponse,
    All = (1 << 15) - 1,
}
