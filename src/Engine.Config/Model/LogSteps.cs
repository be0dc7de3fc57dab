using System;

namespace Engine.Config.Model;

/// <summary>When a line about an exchange may be written (CFG 4.2 log-steps, 8.3.5).</summary>
[Flags]
public enum LogSteps : byte
{
    None = 0,
    Accept = 1,
    Request = 2,
    Connect = 4,
    Response = 8,
    Close = 16,

    /// <summary>A connection that failed before it brought a request.</summary>
    Error = 32,
    All = 63,
}
