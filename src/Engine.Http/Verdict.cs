namespace Engine.Http;

/// <summary>What a parser says about the bytes it was shown. Eight bytes, returned in a register.</summary>
public readonly struct Verdict
{
    private Verdict(VerdictKind kind, HttpFault fault, int consumed)
    {
        Kind = kind;
        Fault = fault;
        Consumed = consumed;
    }

    public VerdictKind Kind { get; }

    /// <summary><see cref="HttpFault.None"/> unless <see cref="Kind"/> is <see cref="VerdictKind.Invalid"/>.</summary>
    public HttpFault Fault { get; }

    /// <summary>
    /// When done: bytes of the head, counted from the first byte of the buffer, blank lines before it and the blank line after it included.
    /// Otherwise 0.
    /// </summary>
    public int Consumed { get; }

    internal static Verdict NeedMore => new(VerdictKind.NeedMore, HttpFault.None, 0);

    internal static Verdict Done(int consumed) => new(VerdictKind.Done, HttpFault.None, consumed);

    internal static Verdict Invalid(HttpFault fault) => new(VerdictKind.Invalid, fault, 0);
}
