using System.Globalization;
using System.Text;

namespace Engine.Proxy.Replies;

/// <summary>Renders replies while a plan is compiled.</summary>
public sealed class ReplyBuilder
{
    private readonly StringBuilder _head = new();
    private readonly int _status;

    /// <param name="status">100..999; the reason phrase is the registered one.</param>
    public ReplyBuilder(int status)
    {
        _status = status;
        _head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {ReasonPhrases.Of(status)}\r\n");
    }

    /// <summary>Adds a field line. Name and value must be free of CR, LF and NUL.</summary>
    public ReplyBuilder Field(string name, string value)
    {
        _head.Append(name).Append(": ").Append(value).Append("\r\n");
        return this;
    }

    /// <summary>Ends the head with an exact Content-Length.</summary>
    public LocalReply Body(byte[] body)
    {
        // RFC 9110 section 8.6: no Content-Length in 1xx and 204.
        if (_status != 204 && _status >= 200)
        {
            Field("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture));
        }

        return new LocalReply(_status, Encoding.Latin1.GetBytes(_head.ToString()), body);
    }
}
