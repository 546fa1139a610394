using MuBench.Scoring.Results;

namespace MuBench.Tests.Reports;

public sealed class ReportNumbersTests
{
    [Fact]
    public void Numbers_OfAllKinds_AreWrittenForAPerson()
    {
        Assert.Equal("62.68", ReportNumbers.Percent(0.62678));
        Assert.Equal("−0.12", ReportNumbers.Percent(-0.0012));
        Assert.Equal("0.00", ReportNumbers.Percent(-0.000001));
        Assert.Equal("[61.90, 63.42]", ReportNumbers.Interval([0.619, 0.6342]));
        Assert.Equal("±0.35", ReportNumbers.HalfWidth(0.0035));
        Assert.Equal("60.10–64.90", ReportNumbers.Bounds(0.601, 0.649));
        Assert.Equal("+5.20", ReportNumbers.Points(0.052));
        Assert.Equal("−5.20", ReportNumbers.Points(-0.052));
        Assert.Equal("0.00", ReportNumbers.Points(0));
        Assert.Equal("[−0.10, +6.30]", ReportNumbers.PointsInterval([-0.001, 0.063]));
        Assert.Equal("95,846", ReportNumbers.Count(95846));
        Assert.Equal("$1,234.50", ReportNumbers.Usd(1234.5m));
        Assert.Equal("$0.0042", ReportNumbers.Usd(0.0042m));
        Assert.Equal("< 0.001", ReportNumbers.PValue(0.0004));
        Assert.Equal("0.050", ReportNumbers.PValue(0.05));
        Assert.Equal("2026-11-03 14:22 UTC", ReportNumbers.Moment(new DateTimeOffset(2026, 11, 3, 16, 22, 5, TimeSpan.FromHours(2))));
    }

    [Fact]
    public void Numbers_WhereThereIsNone_AreADash() => Assert.All(
        [
            ReportNumbers.Percent(null), ReportNumbers.Interval(null), ReportNumbers.HalfWidth(null), ReportNumbers.Bounds(null, null),
            ReportNumbers.Points(null), ReportNumbers.PointsInterval(null), ReportNumbers.Count(null), ReportNumbers.Usd(null), ReportNumbers.PValue(null),
        ],
        text => Assert.Equal("–", text));
}
