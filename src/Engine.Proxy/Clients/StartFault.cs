using Engine.Config.Text;

namespace Engine.Proxy.Clients;

/// <summary>Why a client's connection ended before it could bring anything of its own: numbers and words are HAProxy's (CFG 7.3.3 fc_err, fc_err_str).</summary>
public sealed class StartFault
{
    public static readonly StartFault HeaderMissing = new(11, "Connection closed while waiting for PROXY protocol header") { IsEmpty = true };
    public static readonly StartFault HeaderAborted = new(12, "Connection error while waiting for PROXY protocol header") { IsEmpty = true };
    public static readonly StartFault HeaderTimeout = new(13, "Timeout while waiting for PROXY protocol header");
    public static readonly StartFault HeaderTruncated = new(14, "Truncated PROXY protocol header received");
    public static readonly StartFault NoHeader = new(15, "Received something which does not look like a PROXY protocol header");
    public static readonly StartFault BadHeader = new(16, "Received an invalid PROXY protocol header");

    private StartFault(int number, string text)
    {
        Number = number;
        Text = text;
        TextBytes = ByteText.ToBytes(text);
    }

    public int Number { get; }

    public string Text { get; }

    public byte[] TextBytes { get; }

    /// <summary>True when the client has sent nothing at all: <c>option dontlognull</c> keeps such lines back.</summary>
    public bool IsEmpty { get; private init; }
}
