using MuBench.Reports;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Cli.Following;

/// <summary>Creates links to reports for a page that is written to a file.</summary>
/// <param name="store">The store with the reports.</param>
/// <param name="page">The page's file.</param>
internal sealed class ReportLinks(IArtifactStore store, string page)
{
    /// <summary>The link to a run's report. It is relative for a local store, so that store and page can be moved together.</summary>
    public string Of(string runId)
    {
        var path = StoreLayout.RunReport(runId, ReportFiles.Html).Value;
        if (store is not DiskStore)
            return $"{store.Description}/{Escaped(path)}";
        var folder = Path.GetDirectoryName(Path.GetFullPath(page))!;
        var relative = Path.GetRelativePath(folder, Path.Join(store.Description, path)).Replace(Path.DirectorySeparatorChar, '/');
        // There is no relative path to another drive.
        return Path.IsPathRooted(relative) ? new Uri(Path.GetFullPath(relative)).AbsoluteUri : Escaped(relative);
    }

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
