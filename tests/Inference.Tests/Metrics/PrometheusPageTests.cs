using System.Diagnostics.Metrics;
using MuBench.Inference.Metrics;

namespace MuBench.Tests.Metrics;

public sealed class PrometheusPageTests
{
    [Fact]
    public void Write_CountersGaugesAndHistograms_AreInTheTextFormat()
    {
        using var meter = new Meter("test");
        using var page = new PrometheusPage(meter);
        var counter = meter.CreateCounter<long>("c_total", null, "Counted.");
        var histogram = meter.CreateHistogram<long>("h", null, "Sizes.");
        meter.CreateObservableGauge("g", () => 2.5, null, "Read.");
        counter.Add(2, new KeyValuePair<string, object?>("name", "a\"b\\c"));
        counter.Add(3, new KeyValuePair<string, object?>("name", "a\"b\\c"));
        histogram.Record(3);
        histogram.Record(2000);

        var text = page.Write();

        Assert.Contains("# HELP c_total Counted.\n# TYPE c_total counter\nc_total{name=\"a\\\"b\\\\c\"} 5\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE g gauge\ng 2.5\n", text, StringComparison.Ordinal);
        Assert.Contains("h_bucket{le=\"2\"} 0\nh_bucket{le=\"4\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("h_bucket{le=\"1024\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_sum 2003\nh_count 2\n", text, StringComparison.Ordinal);
    }
}
