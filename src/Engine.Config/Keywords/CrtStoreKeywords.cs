using Engine.Config.Model;
using LoadRow = Engine.Config.Keywords.Row<Engine.Config.Model.StoredCertificateConfig>;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.CrtStoreConfig>;

namespace Engine.Config.Keywords;

/// <summary>The keywords of <c>crt-store</c> sections, and the options of their <c>load</c> lines (CFG 3.11).</summary>
internal static class CrtStoreKeywords
{
    private const SectionSet Home = SectionSet.CrtStore;
    private const SectionSet S = SectionSet.None;

    private static readonly Grammar Path = Grammar.Of(Argument.Text("PATH"));

    public static readonly KeywordTable<CrtStoreConfig> Table = new(
    [
        Row.Built("crt-base", Home, Grammar.Of(Argument.Text("DIRECTORY")), "Where relative paths of the following lines begin, in place of what the global section says.", static (store, c) => store.CrtBase = c.Text()),
        Row.Built("key-base", Home, Grammar.Of(Argument.Text("DIRECTORY")), "Where relative paths of their keys begin, likewise.", static (store, c) => store.KeyBase = c.Text()),
        Row.Built("load", Home, Grammar.Free, "A certificate and its files: load crt PATH [key PATH] [alias NAME] [ocsp PATH] [issuer PATH] [sctl PATH].", Load),
    ]);

    public static readonly KeywordTable<StoredCertificateConfig> Options = new(
    [
        LoadRow.Built("crt", S, Path, "Certificate in PEM, with those that lead up from it, and with its key unless that has a file of its own.", static (load, c) => load.Certificate = TlsOptionRows.FileOf(c)),
        LoadRow.Built("key", S, Path, "Its key in PEM.", static (load, c) => load.Key = TlsOptionRows.FileOf(c)),
        LoadRow.Built("alias", S, Grammar.Of(Argument.Text("NAME")), "What it is called elsewhere: @STORE/NAME.", SetAlias),
        LoadRow.Built("ocsp", S, Path, "An OCSP response in DER that is stapled.", static (load, c) => load.OcspResponse = TlsOptionRows.FileOf(c)),
        LoadRow.Built("issuer", S, Path, "The certificate in PEM that signed it, for its OCSP response.", static (load, c) => load.Issuer = TlsOptionRows.FileOf(c)),
        LoadRow.Built("sctl", S, Path, "A list of signed certificate timestamps.", static (load, c) => load.Timestamps = TlsOptionRows.FileOf(c)),
        LoadRow.Built("ocsp-update", S, Grammar.Of(Argument.Choice("off").KnowingAlso("on")), "Whether OCSP responses are fetched while running.", static (_, _) => { }),
        LoadRow.Built("jwt", S, Grammar.Of(Argument.Choice("off").KnowingAlso("on")), "Whether tokens may be verified with it.", static (_, _) => { }),
        Known("acme", "The section that says where it is ordered."),
        Known("domains", "Names that are ordered."),
        Known("ips", "Addresses that are ordered."),
        Known("generate-dummy", "Makes one until there is one."),
        Known("keytype", "Kind of the key of such a one."),
        Known("bits", "Bits of it."),
        Known("curves", "Curve of it."),
    ]);

    private static Keyword<StoredCertificateConfig> Known(string name, string summary) => LoadRow.Known(name, S, summary) with { Grammar = Grammar.Of(Argument.Text("VALUE")) };

    private static void SetAlias(StoredCertificateConfig load, KeywordCall call)
    {
        if (call.Text().Length == 0 || call.Text()[0] is '@' or '/')
        {
            call.Error(call.Values[0].Word, "an alias is what follows '@STORE/', and begins with neither of '@' and '/'", "write it as: alias site1");
            return;
        }

        load.Alias = call.Text();
    }

    private static void Load(CrtStoreConfig store, KeywordCall call)
    {
        StoredCertificateConfig load = new() { Where = call.At, Store = store.Name, CrtBase = store.CrtBase, KeyBase = store.KeyBase };
        if (!OptionList.TryRead(Options, load, call, call.First, "load"))
        {
            return;
        }

        if (load.Certificate is null)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, "'load' needs a certificate", "write it as: load crt PATH [key PATH] [alias NAME]");
            return;
        }

        foreach (StoredCertificateConfig known in store.Certificates)
        {
            if (known.Name == load.Name)
            {
                call.Error(call.Word, $"'{load.Name}' is loaded twice", $"line {known.Where.Line} has the same name: give one of them another alias");
                return;
            }
        }

        store.Certificates = [.. store.Certificates, load];
    }
}
