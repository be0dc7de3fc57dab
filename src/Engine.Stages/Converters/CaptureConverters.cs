using System.Collections.Generic;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary><c>capture-req</c> and <c>capture-res</c>: keep a value in a declared slot on its way through an expression (CFG 7.3.1).</summary>
internal static class CaptureConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("capture-req", "Keeps the text in a slot of the request, and passes it on.", SampleType.Text, static call => new SlotConverter((int)call.Integer(0, 0), ofResponse: false)),
        new("capture-res", "Keeps the text in a slot of the response, and passes it on.", SampleType.Text, static call => new SlotConverter((int)call.Integer(0, 0), ofResponse: true)),
    ];

    private sealed class SlotConverter(int slot, bool ofResponse) : SampleConverter
    {
        /// <summary>A slot that is not there takes nothing, and that is no failure.</summary>
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (context.HasExchange)
            {
                CaptureSlots slots = ofResponse ? context.Exchange.Captures.Response : context.Exchange.Captures.Request;
                slots.TryKeep(slot, sample.Bytes);
            }

            return true;
        }
    }
}
