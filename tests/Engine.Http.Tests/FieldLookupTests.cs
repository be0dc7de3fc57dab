using System;
using System.Text;
using Xunit;

namespace Engine.Http.Tests;

/// <summary>Where the lines of a name are is kept, not searched: whatever is received, added, changed or removed, it is where a search finds it.</summary>
public class FieldLookupTests
{
    private static readonly string[] Names = ["Server", "Vary", "ETag", "X-One", "x-two", "Content-Encoding", "Strict-Transport-Security"];

    [Fact]
    public void IndexOf_AndLastIndexOf_FindWhatASearchFinds()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            ResponseHead head = Received(random);
            Compare(head, seed);
            for (int edit = 0; edit < 6; edit++)
            {
                Edit(head, random);
                Compare(head, seed);
            }
        }
    }

    private static ResponseHead Received(Random random)
    {
        StringBuilder text = new("HTTP/1.1 200 OK\r\n");
        for (int lines = random.Next(8); lines > 0; lines--)
        {
            text.Append(Names[random.Next(Names.Length)]).Append(": ").Append(lines).Append("\r\n");
        }

        byte[] storage = new byte[4096];
        int length = Encoding.ASCII.GetBytes(text.Append("\r\n").ToString(), storage);
        var head = new ResponseHead();
        Verdict verdict = ResponseParser.Parse(storage.AsSpan(0, length), head, HeadLimits.Default);
        Assert.Equal(length, verdict.Consumed);
        head.Attach(storage, length);
        return head;
    }

    private static void Edit(ResponseHead head, Random random)
    {
        int line = head.Fields.Length == 0 ? -1 : random.Next(head.Fields.Length);
        switch (line < 0 ? 0 : random.Next(3))
        {
            case 0:
                Assert.True(head.TryAdd(Encoding.ASCII.GetBytes(Names[random.Next(Names.Length)]), "added"u8));
                break;
            case 1:
                head.Remove(line);
                break;
            default:
                Assert.True(head.TrySetValue(line, "changed"u8));
                break;
        }
    }

    private static void Compare(ResponseHead head, int seed)
    {
        foreach (string text in Names)
        {
            byte[] name = Encoding.ASCII.GetBytes(text);
            for (int from = 0; from <= head.Fields.Length; from++)
            {
                Assert.True(Search(head, text, from, last: false) == head.IndexOf(name, from), $"seed {seed}, {text} from {from}");
            }

            Assert.True(Search(head, text, 0, last: true) == head.LastIndexOf(FieldNames.Recognise(name), name), $"seed {seed}, last {text}");
        }
    }

    private static int Search(ResponseHead head, string name, int from, bool last)
    {
        int found = -1;
        for (int i = from; i < head.Fields.Length && (last || found < 0); i++)
        {
            if (!head.Fields[i].IsRemoved && name.Equals(Encoding.ASCII.GetString(head.NameOf(head.Fields[i])), StringComparison.OrdinalIgnoreCase))
            {
                found = i;
            }
        }

        return found;
    }
}
