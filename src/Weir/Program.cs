using Weir.Invocation;
using Weir.Life;
using Weir.Tools;

namespace Weir;

internal static class Program
{
    private static int Main(string[] args)
    {
        SignalInbox.StopIgnoring();
        using var output = new DescriptorWriter(1);
        using var errors = new DescriptorWriter(2);
        if (ToolTable.TryRun(args, new ToolOutput(output, errors), out int status))
        {
            return status;
        }

        if (!CommandLine.TryParse(args, out Options? options, out string error))
        {
            errors.WriteLine($"[ERROR] {error}");
            UsageText.Write(errors);
            return 1;
        }

        return new FrontDoor(options, output, errors).Run();
    }
}
