using System;

namespace Engine.Proxy.Health;

/// <summary>Sends something.</summary>
public abstract class SendStep : CheckStep
{
    /// <summary>Writes what is sent; the bytes written, or -1 when it does not fit or cannot be made. Called once per check, on its loop; must not block.</summary>
    public abstract int Write(CheckRun run, Span<byte> room);
}
