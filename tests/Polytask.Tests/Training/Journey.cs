using System.Globalization;
using Polytask.Data;
using Polytask.Features;
using Polytask.Losses;
using Polytask.Numerics;
using Polytask.Tasks;

namespace Polytask.Tests.Training;

/// <summary>Made-up visitors with two numbers each, who click, and if they do put something into a cart, and if they do buy it; the chances are known.</summary>
internal static class Journey
{
    public static readonly string[] Columns = ["part", "x", "y", "click", "cart", "purchase", "cart_of_click"];

    public static readonly IReadOnlyDictionary<string, EncoderOptions> Inputs = new Dictionary<string, EncoderOptions> { ["x"] = new NumberEncoderOptions(), ["y"] = new NumberEncoderOptions() };

    /// <summary>Three tasks, the later of them given the earlier.</summary>
    public static readonly IReadOnlyDictionary<string, TaskOptions> Tasks = new Dictionary<string, TaskOptions>
    {
        // A task may stand before the one that it is given.
        ["purchase"] = new BinaryTask { Given = "cart" },
        ["click"] = new BinaryTask { Weight = 2 },
        ["cart"] = new BinaryTask { Given = "click", PositiveWeight = 1 },
    };

    /// <summary>The same with heads that read others besides, one of which trains nothing through them.</summary>
    public static readonly IReadOnlyDictionary<string, TaskOptions> Linked = new Dictionary<string, TaskOptions>(Tasks)
    {
        ["purchase"] = new BinaryTask { Given = "cart", From = ["cart", "click"] },
        ["cart"] = new BinaryTask { From = ["click"], StopGradient = true },
    };

    /// <summary>The probability of a click, and that of a cart where there was one.</summary>
    public static (double Click, double CartOfClick) Chances(double x, double y) => (Logistic.Probability(2 * x - 1), Logistic.Probability(1.5 * y - x));

    /// <summary>Visitors, three fifths of them for training.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="missing">The share of labels that are missing.</param>
    /// <param name="seed">The seed.</param>
    public static Table Table(int rows, double missing = 0, long seed = 1)
    {
        var random = new RandomStream(seed, "journey");
        return new Table("journey", Columns, [.. Enumerable.Range(0, rows).Select(i => new Row(Values(random, i, missing), new Place("journey.csv", i + 2)))]);
    }

    private static string?[] Values(RandomStream random, int i, double missing)
    {
        var (x, y) = (random.NextNormal(), random.NextNormal());
        var (chanceOfClick, chanceOfCart) = Chances(x, y);
        var click = random.NextDouble() < chanceOfClick;
        var cart = click && random.NextDouble() < chanceOfCart;
        var purchase = cart && random.NextDouble() < 0.6;
        string? Label(bool yes) => random.NextDouble() < missing ? null : yes ? "yes" : "no";
        return [(i % 5) switch { 3 => "validation", 4 => "test", _ => "train" }, Text(x), Text(y), Label(click), Label(cart), Label(purchase), click ? cart ? "yes" : "no" : null];
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
