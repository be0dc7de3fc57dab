namespace Engine.IO.Listening;

/// <summary>Why a socket does not listen, or not quite as asked.</summary>
/// <param name="Errno">As the kernel gave it; 0 when no call failed.</param>
/// <param name="Call">The failed call: "bind", "setsockopt(SO_BINDTODEVICE)"; "" when none did.</param>
/// <param name="Message">One line for the operator: what, why, and how to mend it.</param>
public sealed record ListenError(int Errno, string Call, string Message)
{
    public override string ToString() => Message;
}
