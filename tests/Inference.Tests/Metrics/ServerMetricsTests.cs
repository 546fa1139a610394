using System.Text;
using MuBench.Inference.Metrics;

namespace MuBench.Tests.Metrics;

public sealed class ServerMetricsTests
{
    [Fact]
    public async Task Registry_CountersGaugesAndHistograms_AreInTheTextFormat()
    {
        var metrics = new ServerMetrics();
        metrics.Observe("mubench_inference_inputs", "Read.", () => 2.5);
        metrics.Describe("mubench_inference_model_info", "Facts.", ["model"], () => [["a\"b\\c"]]);
        metrics.Refused("inputs");
        metrics.Refused("inputs");
        var observer = metrics.ObserverOf("clip", "image", "CPU");
        observer.Ran(3, TimeSpan.FromMilliseconds(2));
        observer.Ran(2000, TimeSpan.FromSeconds(61));

        var text = await PageOfAsync(metrics);

        Assert.Contains("# TYPE mubench_inference_refused_total counter\nmubench_inference_refused_total{reason=\"inputs\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("# HELP mubench_inference_inputs Read.\n# TYPE mubench_inference_inputs gauge\nmubench_inference_inputs 2.5\n", text, StringComparison.Ordinal);
        Assert.Contains("mubench_inference_model_info{model=\"a\\\"b\\\\c\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains(Line("items_bucket", ",le=\"2\"", "0") + Line("items_bucket", ",le=\"4\"", "1"), text, StringComparison.Ordinal);
        Assert.Contains(Line("items_bucket", ",le=\"1024\"", "1") + Line("items_bucket", ",le=\"+Inf\"", "2"), text, StringComparison.Ordinal);
        Assert.Contains(Line("items_sum", "", "2003"), text, StringComparison.Ordinal);
        Assert.Contains(Line("items_count", "", "2"), text, StringComparison.Ordinal);
        Assert.Contains(Line("seconds_bucket", ",provider=\"CPU\",le=\"0.001\"", "0") + Line("seconds_bucket", ",provider=\"CPU\",le=\"0.0025\"", "1"), text, StringComparison.Ordinal);
        Assert.Contains(Line("seconds_bucket", ",provider=\"CPU\",le=\"60\"", "1"), text, StringComparison.Ordinal);
    }

    private static string Line(string name, string labels, string value) => $"mubench_inference_batch_{name}{{model=\"clip\",modality=\"image\"{labels}}} {value}\n";

    private static async Task<string> PageOfAsync(ServerMetrics metrics)
    {
        using var page = new MemoryStream();
        await metrics.Registry.CollectAndExportAsTextAsync(page, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(page.ToArray());
    }
}
