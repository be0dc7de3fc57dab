using System;

namespace Engine.Http;

/// <summary>
/// Both sides of one exchange as rows of one table, which decides what may happen next and whether the connection may serve another exchange
/// (RFC 9112 section 9). One per connection; what it forbids is a fault of the peer or of the program, as the caller knows.
/// </summary>
public struct ExchangeProgress
{
    private const MessageState No = (MessageState)255;
    private const int States = (int)MessageState.Tunnel + 1;

    private bool _mustClose;

    public MessageState Client { get; private set; }

    public MessageState Server { get; private set; }

    /// <summary>True when both messages are complete and nobody has ruled out another.</summary>
    public readonly bool CanReuse => Client == MessageState.Done && Server == MessageState.Done && !_mustClose;

    /// <summary>Rows are events, columns states. "No" is what must not happen there.</summary>
    private static ReadOnlySpan<MessageState> Table =>
    [
        // Idle               Head                 Body               Done                 MustClose            Closed               Tunnel
        MessageState.Head,    No,                  No,                No,                  No,                  No,                  No, // HeadBegins
        No,                   MessageState.Idle,   No,                No,                  No,                  No,                  No, // InterimEnds
        No,                   MessageState.Body,   No,                No,                  No,                  No,                  No, // HeadEnds
        No,                   MessageState.Done,   No,                No,                  No,                  No,                  No, // HeadEndsAll
        No,                   No,                  MessageState.Done, No,                  No,                  No,                  No, // BodyEnds
        No,                   MessageState.Tunnel, No,                MessageState.Tunnel, No,                  No,                  No, // Switches
        MessageState.Closed,  No,                  No,                MessageState.Closed, MessageState.Closed, MessageState.Closed, MessageState.Closed, // Closes
    ];

    /// <summary>False, and nothing changes, when that must not happen now: a close within a message is a truncation, for example.</summary>
    public bool TryClient(MessageEvent happened)
    {
        MessageState next = After(Client, happened);
        if (next == No || happened == MessageEvent.InterimEnds)
        {
            return false;
        }

        Client = Settle(next);
        return true;
    }

    /// <summary>The same for the server, who speaks only when spoken to.</summary>
    public bool TryServer(MessageEvent happened)
    {
        MessageState next = After(Server, happened);
        if (next == No || (happened == MessageEvent.HeadBegins && Client == MessageState.Idle))
        {
            return false;
        }

        Server = Settle(next);
        return true;
    }

    /// <summary>Rules out another exchange: Connection: close, faulty framing, a body left unread. Cannot be taken back.</summary>
    public void RefuseReuse()
    {
        _mustClose = true;
        Client = Settle(Client);
        Server = Settle(Server);
    }

    /// <summary>Both sides back to idle for the next exchange. False when that is not allowed.</summary>
    public bool TryNext()
    {
        if (!CanReuse)
        {
            return false;
        }

        Client = MessageState.Idle;
        Server = MessageState.Idle;
        return true;
    }

    private static MessageState After(MessageState state, MessageEvent happened) => Table[((int)happened * States) + (int)state];

    private readonly MessageState Settle(MessageState state) => _mustClose && state == MessageState.Done ? MessageState.MustClose : state;
}
