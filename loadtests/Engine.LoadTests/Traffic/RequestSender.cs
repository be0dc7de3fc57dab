using System;
using System.Collections.Generic;
using System.IO.Pipelines;
using Engine.IO.Pipes;
using Engine.IO.Sockets;
using Engine.IO.Tasks;

namespace Engine.LoadTests.Traffic;

/// <summary>
/// Sends requests on a connection: at once and in one call when the kernel takes them, else beside the reading of the answer. Used by one client.
/// </summary>
internal sealed class RequestSender(SocketConnection connection)
{
    private readonly List<RequestTemplate> _added = [];
    private readonly LoopSignal _ended = new(connection.Loop);
    private bool _isAbandoned;

    /// <summary>True exactly while a part of what was given is still to be sent.</summary>
    public bool IsSending { get; private set; }

    /// <summary>The common case: one request, one call, straight from where it lies.</summary>
    public void Send(RequestTemplate template)
    {
        if (!template.IsWhole)
        {
            _added.Add(template);
            SendAddedAsync().Forget();
        }
        else if (!connection.Output.TryWrite(template.Opening))
        {
            SendRestAsync().Forget();
        }
    }

    /// <summary>One more to be sent with <see cref="SendAdded"/>.</summary>
    public void Add(RequestTemplate template) => _added.Add(template);

    /// <summary>Sends what was added, with one call when it fits into a block.</summary>
    public void SendAdded()
    {
        int bytes = 0;
        bool fits = true;
        foreach (RequestTemplate template in _added)
        {
            bytes += template.Opening.Length;
            fits &= template.IsWhole && bytes <= connection.Loop.Buffers.BufferBytes;
        }

        if (!fits)
        {
            SendAddedAsync().Forget();
            return;
        }

        LoopWriter output = connection.Output;
        Span<byte> block = output.GetSpan(bytes);
        foreach (RequestTemplate template in _added)
        {
            template.Opening.Span.CopyTo(block);
            block = block[template.Opening.Length..];
        }

        _added.Clear();
        output.Advance(bytes);
        if (!output.TryFlush())
        {
            SendRestAsync().Forget();
        }
    }

    /// <summary>Gives up what is still to be sent; the connection is of no use then but to be closed.</summary>
    public async LoopTask AbandonAsync()
    {
        if (IsSending)
        {
            _isAbandoned = true;
            connection.CancelWaits();
            await _ended.WaitAsync();
        }
    }

    /// <summary>What the kernel did not take at once.</summary>
    private async LoopTask SendRestAsync()
    {
        IsSending = true;
        _isAbandoned = false;
        await connection.Output.FlushAsync();
        End();
    }

    private async LoopTask SendAddedAsync()
    {
        IsSending = true;
        _isAbandoned = false;
        bool isWell = true;
        for (int i = 0; isWell && i < _added.Count; i++)
        {
            RequestTemplate template = _added[i];
            isWell = IsWell(await connection.Output.WriteAsync(template.Opening));
            for (long piece = 0; isWell && piece < template.Pieces; piece++)
            {
                isWell = IsWell(await connection.Output.WriteAsync(template.Piece));
            }

            if (isWell && !template.Closing.IsEmpty)
            {
                isWell = IsWell(await connection.Output.WriteAsync(template.Closing));
            }
        }

        _added.Clear();
        End();
    }

    private void End()
    {
        IsSending = false;
        _ended.Set(0);
    }

    private bool IsWell(FlushResult result) => !result.IsCanceled && !result.IsCompleted && !_isAbandoned;
}
