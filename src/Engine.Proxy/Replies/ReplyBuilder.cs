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
        : this(status, ReasonPhrases.Of(status))
    {
    }

    /// <param name="status">100..999.</param>
    /// <param name="reason">Free of CR, LF and NUL; may be empty.</param>
    public ReplyBuilder(int status, string reason)
    {
        _status = status;
        _head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {reason}\r\n");
    }

    /// <summary>Adds a field line. The name is a token; control characters in the value become %XX (<see cref="FieldText"/>).</summary>
    public ReplyBuilder Field(string name, string value)
    {
        _head.Append(name).Append(": ");
        foreach (char character in value)
        {
            if ((character < ' ' && character != '\t') || character == 0x7F)
            {
                _head.Append(CultureInfo.InvariantCulture, $"%{(int)character:X2}");
            }
            else
            {
                _head.Append(character);
            }
        }

        _head.Append("\r\n");
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

        return new LocalReply(_status, Head(), body);
    }

    /// <summary>What was written so far.</summary>
    public byte[] Head() => Encoding.Latin1.GetBytes(_head.ToString());
}
