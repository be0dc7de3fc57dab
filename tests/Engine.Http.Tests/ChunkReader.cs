using System;
using System.Collections.Generic;

namespace Engine.Http.Tests;

/// <summary>Drives the chunked decoder over cut input, as a connection with a buffer would, and describes what came out.</summary>
internal static class ChunkReader
{
    /// <param name="input">All bytes.</param>
    /// <param name="limits">Of the trailers.</param>
    /// <param name="cuts">Offsets, ascending, at which only the bytes before them have arrived.</param>
    internal static List<string> Describe(ReadOnlySpan<byte> input, in HeadLimits limits, params int[] cuts)
    {
        var decoder = new ChunkedDecoder(limits);
        var lines = new List<string>();
        var data = new List<byte>();
        int position = 0;
        foreach (int arrived in (int[])[.. cuts, input.Length])
        {
            while (true)
            {
                ChunkStep step = decoder.Next(input[position..arrived]);
                ReadOnlySpan<byte> slice = input.Slice(position + step.DataStart, step.DataLength);
                position += step.Consumed;
                if (step.Kind == ChunkStepKind.NeedMore)
                {
                    break;
                }

                switch (step.Kind)
                {
                    case ChunkStepKind.Data:
                        data.AddRange(slice);
                        continue;
                    case ChunkStepKind.Trailer:
                        lines.Add("trailer " + HeadReader.Text(slice));
                        continue;
                    case ChunkStepKind.End:
                        lines.Add("end");
                        break;
                    default:
                        lines.Add("invalid " + step.Fault);
                        return WithData(data, lines);
                }

                if (position < input.Length)
                {
                    lines.Add("rest " + HeadReader.Text(input[position..]));
                }

                return WithData(data, lines);
            }
        }

        lines.Add("need-more");
        return WithData(data, lines);
    }

    private static List<string> WithData(List<byte> data, List<string> lines)
    {
        if (data.Count > 0)
        {
            lines.Insert(0, "data " + HeadReader.Text([.. data]));
        }

        return lines;
    }
}
