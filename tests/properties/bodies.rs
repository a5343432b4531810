//! Made by `generator.rs`; `BODIES=overwrite cargo test --test properties` makes it anew.

bodies! {
    Body00 g00 {
        w = !(if (f || u) { (index < 1) } else { (b >= q) });
        let l0 = (-7 + (3 - index));
        f = (abs((p - dt)) <= -(-0.0 * 1e-3));
        l0 *= ((if w { l0 } else { index }) % index);
        let l1 = (index % index);
    }
    Body01 g01 {
        stop when (count((drive < y)) == 5);
        e = (index != index);
        p = (acos((if f { -0.0 } else { q })) / asin((y + r)));
    }
    Body02 g02 {
        let l0 = (clip(p, r, x) + -r);
        q += mean((1.0 * -0.0) where l0 > -2);
        if ((l0 + 1e-3) <= (l0 * 0.5)) {
            if (index != (if u { size } else { index })) {
                r = pow(mean((l0 * r) where -2.5 > p), (-4));
                u = (asin((-2 / 1.0)) < ((q - drive + x) + -l0));
            } else {
                q = count(e where w);
            }
        } else {
            if !(e || w) {
                p += max(pow(atan(l0), -1), -2);
            } else if (p < l0) {
                r -= count(e where f);
            }
        }
        e = (max((q * r)) > (if (l0 < y) { index } else { steps(p) }));
    }
    Body03 g03 {
        if (-p == (r * p)) {
            if (-index != (index - index)) {
                e = (-count(true where q > q) == -(index + 3));
            } else {
                q = mean((q * r));
            }
        }
        stop when (max(-2 where !false) > 1e20);
        call crate::functions::mark(p, e, (mean(r where b > p) > size), mut w);
    }
    Body04 g04 {
        r -= (steps(r) * (if (if u { e } else { e }) { (p + drive * p) } else { clip(r, 0.5, b) }));
        if ((p < q) == !e) {
            q = (interpolate(clip(r, q, r), -30.0, p, -0.5, 0.5, 2.0, b) + (mean(x) + -p));
            w = (if ((p / 1e-3) < (y * drive)) { (interpolate(p, -30.0, q, -0.5, q) < (q - dt)) } else { ((index * iteration) == (index + index)) });
        }
        if (ceil(p) <= -0.0) {
            r -= pow(cos(index), 10);
        } else if (p == y) {
        }
        f = (!(q < p) || ((if u { 1 } else { index }) == index));
        r = interpolate(cosh(exp(a)), p, y, -0.5, -2, b, q);
    }
    Body05 g05 {
        call crate::functions::accumulate(r, (b * a), mut q);
        if (cos(a) > count(w where drive > p)) {
            call crate::functions::accumulate(((p * p) + drive), (steps(1.0) * a), mut r);
        }
        if ((p / dt) < cosh(x)) {
            if ((u && w) == (w || u)) {
                let l0 = (if (index >= 1) { count(w) } else { (if e { index } else { 3 }) });
                q -= steps(0.5);
            }
        }
        let l1 = pow(-7, 3);
        p += (1.0 % x - p);
        if (-index < index) {
            q = (max((if e { 3 } else { -0.0 }), l1) + exp((y + l1)));
            if (atan2(l1, q) >= interpolate(l1, b, q, -0.5, y, x, 0.5, 40.0, l1)) {
                f = ((steps(dt) * interpolate(drive, p, l1, -0.5, 0.0, x, x)) <= (q - p % -2.5));
            } else if (u || w) {
                q = clip(((0.5 / l1) / (-2 / r)), b, x);
            }
        } else if (p >= l1) {
            if (0 >= interpolate(l1, a, l1, -0.5, x, a, drive)) {
                q = (min((l1 * l1) where l1 > r) + (min(r, x) % (1e-3 * p)));
                q = pow(interpolate(1, x, p, -0.5, p, a, r), 2);
            }
        }
    }
    Body06 g06 {
        let l0 = (if (0.5 != 3) { -3 } else { (30.0 * -2.5 + drive) });
        if (-1e-3 > -3) {
            call crate::functions::mark(p, ((if f { e } else { f }) != f), (-0.0 > count(u where w)), mut u);
        }
        if (b > count(f where e)) {
            call crate::functions::accumulate(q, (-b * a), mut p);
        }
        p += (pow(pow(l0, 1), 5) + steps(p));
        call crate::functions::mark(((p + b) + drive), ((l0 < p) != w), (sum(q where l0 > 1.0) > (1 + size)), mut u);
    }
    Body07 g07 {
        let l0 = (if (-2 >= p) { steps(drive) } else { sum(a where x > x) });
        if (2 > -3) {
            call crate::functions::accumulate((index + drive), (mean(l0) * a), mut q);
        }
        r *= (l0 + 3 - p);
    }
    Body08 g08 {
        w = ((pow(-0.0, 0) + (-0.0 - 1e-3)) >= floor((y + drive)));
        stop when ((size - count((if f { u } else { e }))) == 5);
        let l0 = (-r - (0.5 - p));
    }
    Body09 g09 {
        stop when ((size - count((30.0 != 0.1))) == 2);
        e = (-(index + index) < 1);
        f = (((index >= 1) || (0 >= 1)) || ((-2.5 % 0.0) <= (0.0 % q)));
    }
    Body10 g10 {
        stop when (max(q where (drive >= p)) > 1e20);
        call crate::functions::accumulate(q, (pow(a, -3) * a), mut p);
        stop when ((size - count((if u { e } else { true }))) == 3);
    }
    Body11 g11 {
        if (index < (r - r)) {
            let l0 = ((size + 0) >= (index - index));
        } else if (b < x) {
            w = (if (-1.0 > index) { (-y >= pow(drive, 10)) } else { (min(30.0, dt) > log2(1.0)) });
        }
        if (steps(y) > max(0.1 where r > r)) {
            let l1 = ((p + q) != (p + x));
        } else if (w && f) {
            let l2 = (if !e { -index } else { -iteration });
        }
        call crate::functions::exchange((-index + index), mut p, mut q, mut e);
        call crate::functions::mark(q, ((u == f) != e), (steps(1e-3) > count(e)), mut u);
        f = (if ((x * p) != min(q, q)) { (!w == (w == w)) } else { (mean(drive) < pow(y, -3)) });
    }
    Body12 g12 {
        call crate::functions::rotate((count(true where a > a) + iteration), mut q);
        u = ((0.1 * y + 3) <= min((0.0 * r) where f));
        let l0 = (-index * (index + index));
        l0 += -(index - index);
        q /= count(e where e);
    }
    Body13 g13 {
        r = ((steps(x) * atan2(drive, -0.0)) * max((-2 * p)));
        let l0 = ((-0.0 + p) * (-0.0 / b));
        call crate::functions::rotate((count(f where l0 > 0.1) + iteration), mut r);
        if (pow(-2, 2) != sum(drive where e)) {
            if (pow(x, 4) > (l0 * l0)) {
                q /= (steps(q) * (l0 * dt / p));
                r += --clip(q, q, r);
            } else {
                r = min((p * l0));
            }
            q = interpolate(((30.0 - l0) % 1), -30.0, 0.1, -0.5, l0, 2.0, l0, 40.0, l0);
        } else {
            w = (pow((r - l0), p) < pow((0.0 * -2), 4));
        }
        q *= pow(max((p * l0) where l0 > l0), 10);
        f = ((index - (index % 0)) < -(if f { index } else { index }));
    }
    Body14 g14 {
        if !(u != false) {
            r += ((x % 3 + 1e-3) * pow(sign(-0.0), r));
        } else if (q == a) {
            p = min((p * 0.5) where q > -2);
        }
        if (size > count(f)) {
            call crate::functions::rotate((count(u where u) + iteration), mut r);
        }
        if ((q * drive) >= (q - q)) {
            p *= interpolate(clip(clip(x, 1.0, dt), drive, r), -30.0, drive, -0.5, p, 2.0, p);
            r += pow(clip(index, dt, y), 10);
        } else if (r < r) {
            p /= clip(((q % r) % (q - y % p)), 1e-3, x);
        }
    }
    Body15 g15 {
        if ((u && true) == (index >= index)) {
            p *= pow(clip(sin(p), q, p), 3);
        } else {
            p = count(f);
        }
        f = !(if !u { (0.1 >= 3) } else { (index == 16) });
        w = (((u || e) != !u) != ((u && f) || (f == f)));
    }
    Body16 g16 {
        let l0 = (-r / pow(drive, 4));
        let l1 = pow((l0 * l0), -1);
        p = ((q * p * a) * -hypot(l1, l1));
        let l2 = (q / l1 + y);
        stop when (max(l0 where (if w { w } else { f })) > 1e20);
        q = pow(-(y + p), 0);
    }
    Body17 g17 {
        if ((-2 + 1.0) > count(true where f)) {
            call crate::functions::mark(((3 + 0.1 % r) + drive), f, (sum(x where q > r) > count(w)), mut e);
        }
        stop when (max(r where (u == false)) > 1e20);
        call crate::functions::exchange((-index + index), mut r, mut p, mut f);
        let l0 = -atan2(drive, r);
        q = steps(q);
        let l1 = (p + r % l0);
    }
    Body18 g18 {
        let l0 = pow((1e-3 / q), 5);
        if (b > -iteration) {
            call crate::functions::rotate(((-7 * 1) + iteration), mut r);
        }
        if (if (index >= index) { (x == -0.0) } else { (index >= index) }) {
            l0 *= (steps(0.5) - (-2 * 1e-3));
        } else if (index == 0) {
            p -= (abs((-2 - l0)) % -(0.5 * l0));
        }
        f = (if ((if f { y } else { q }) == (l0 - drive)) { (interpolate(l0, -30.0, dt, -0.5, l0, 2.0, l0) >= (if u { l0 } else { drive })) } else { !!e });
        l0 = ((l0 / l0) % --0.0);
        let l1 = (count(e where drive > l0) != (if w { index } else { index }));
    }
    Body19 g19 {
        if (-3 > count(u where w)) {
            call crate::functions::mark(((p * b) + drive), f, (max(drive) > count(true where x > p)), mut u);
        }
        let l0 = (if (if f { u } else { f }) { count(u where f) } else { (if e { index } else { index }) });
        stop when (max(q where (r == b)) > 1e20);
    }
    Body20 g20 {
        q = clip(((r + a) - hypot(r, -2)), p, q);
        p /= (clip(min(-0.0), drive, -2) - (3 - x * drive));
        if ((index - 16) >= (size - 2)) {
            if !(w && e) {
                q = ((index % abs(r)) * pow(acos(p), -2));
                u = ((if !f { (e == f) } else { (f == f) }) && (clip(q, r, r) < asin(p)));
            }
        }
    }
    Body21 g21 {
        w = !(pow(p, -3) != steps(q));
        stop when (max(r where (u && w)) > 1e20);
        p -= steps(x);
        let l0 = index;
        p /= (count(false) * (l0 + index));
    }
    Body22 g22 {
        f = (clip((0.5 - r), q, y) <= (if (index < index) { (r * r) } else { (-0.0 * 0.0) }));
        if ((0.0 * -2.5 / -2.5) > count(u where true)) {
            call crate::functions::accumulate(p, (steps(-2) * a), mut r);
        }
        q += mean((0.0 * -2.5) where true);
    }
    Body23 g23 {
        let l0 = (if (-0.0 >= 3) { (q * 0.1) } else { steps(p) });
        q *= (0.1 - l0 % l0);
        let l1 = (-16 * (index * 0));
    }
    Body24 g24 {
        if ((y > 0.5) == (q > drive)) {
            r -= ceil(pow((x - -2), 10));
        } else if (index >= index) {
            r *= ((if (u && f) { pow(q, -1) } else { -p }) + pow(interpolate(drive, -30.0, p, -0.5, p, 2.0, y), y));
        }
        q += (((p - dt) + interpolate(x, -30.0, r, -0.5, q)) - cos(hypot(drive, 0.0)));
        q *= steps(drive);
        p -= ((cosh(b) + interpolate(p, a, 30.0, -0.5, drive)) - (mean(p where 3 > 30.0) - -y));
        p -= (if (exp(p) == floor(1e-3)) { ((p / r + q) - (drive / p)) } else { -1 });
    }
    Body25 g25 {
        if ((3 - drive) >= (-2 / p)) {
            let l0 = 3;
        }
        let l1 = ((r + r) % (p + -2.5));
        l1 -= mean((y * 1e-3) where r > 0.1);
        call crate::functions::mark(r, ((e || e) != e), (mean(1e-3 where u) > size), mut f);
    }
    Body26 g26 {
        let l0 = -(1.0 - q);
        p = (-steps(r) - (r + q + q));
        if !(if e { w } else { u }) {
            f = (((p * 30.0) * (l0 + drive)) > ((-2 * x) - (l0 - l0)));
            p = (r % l0 - y);
        } else {
            let l1 = steps(l0);
        }
    }
    Body27 g27 {
        u = (-(if e { r } else { r }) != interpolate((0.0 / 0.1 + dt), -30.0, r, -0.5, p, 2.0, x));
        let l0 = min(interpolate(0.0, p, r, -0.5, -2.5, x, dt, 40.0, x), x);
        q = steps(30.0);
        if ((index + 3) == (index + -7)) {
            f = (!(w || u) == (if (w == u) { (index != index) } else { (index >= index) }));
            p = exp((-l0 % (l0 % p / r)));
        } else if !w {
            r = min((clip(0.1, l0, l0) - (x * a % 0.1)), l0);
        }
        stop when (max(r where (16 == index)) > 1e20);
        if (if !w { (u || f) } else { (w == e) }) {
            p -= (l0 * x / l0);
            r *= (if (u != w) { (if f { index } else { index }) } else { count(e where q > q) });
        } else {
            f = (count(f where 0.5 > x) != -index);
        }
    }
    Body28 g28 {
        stop when ((size - count((w != w))) == 2);
        if !!f {
            q -= (0.5 % 0.5 + 0.0);
        } else {
            r *= interpolate((if (e || e) { max(q, 1.0) } else { clip(r, x, 1e-3) }), b, p, -0.5, p, b, 0.5, 40.0, 0.0);
        }
        call crate::functions::accumulate((steps(1.0) + drive), (b * a), mut p);
    }
    Body29 g29 {
        q += (min(interpolate(q, a, p, -0.5, q, a, a, 40.0, r), p) * pow((p * drive), -1));
        if (max(drive where false) == (r + drive)) {
            r /= (pow(max(q where 0.5 > dt), -2) + pow(clip(a, r, r), 0));
        }
        p += ln(((drive / 1e-3 + 0.5) * (q * -2.5)));
        call crate::functions::mark(r, ((e != u) != f), (min(drive where w) > count(f)), mut w);
    }
    Body30 g30 {
        let l0 = ((r + b) * (x - y));
        q = (index * (index - index));
        p -= (if !!e { ((l0 + l0) + log10(l0)) } else { -min(0.5, p) });
        call crate::functions::exchange((index + index), mut p, mut q, mut u);
    }
    Body31 g31 {
        p += (if !(e || u) { ((1.0 - b) - (1e-3 / x)) } else { ((p % x + p) / pow(1e-3, -3)) });
        u = (min(log2(q), x) >= clip((x * r * -2.5), 0.1, r));
    }
    Body32 g32 {
        q *= (pow(-1e-3, 3) / (p % drive % 1.0));
        let l0 = (if (if u { true } else { f }) { count(e where e) } else { (index + index) });
        call crate::functions::exchange((index + index), mut r, mut p, mut e);
        stop when (max(x where !u) > 1e20);
    }
    Body33 g33 {
        let l0 = ((drive % 0.0) % max(0.0 where p > -2));
        if (sign(-2.5) > (iteration % 1)) {
            call crate::functions::mark((pow(l0, 3) + drive), ((index >= index) != f), (pow(b, 7) > 2), mut e);
        }
        if (min(30.0, 1.0) > (iteration + 1)) {
            call crate::functions::accumulate(p, (max(q where f) * a), mut r);
        }
        p = (if !(iteration == index) { sin((r % p)) } else { (l0 - a % x) });
        f = ((if (e || w) { (q * q) } else { -l0 }) >= (index * steps(p)));
    }
    Body34 g34 {
        r *= (pow((r - q), q) + pow((p - q + x), -2));
        let l0 = ((index + index) + (index - 2));
        let l1 = (if !e { (if f { w } else { true }) } else { (r < r) });
        if ((index == l0) == (l1 != l1)) {
            u = (sign((q * p)) <= -(r - y));
        } else if (x <= q) {
            q /= pow((interpolate(p, -30.0, y, -0.5, y) / -r), -2);
        }
    }
    Body35 g35 {
        let l0 = ((if f { 1.0 } else { r }) * sin(q));
        p = steps(l0);
        l0 = sinh(interpolate(b, -30.0, l0, -0.5, -0.0, 2.0, dt));
        call crate::functions::mark((-l0 + drive), w, (sqrt(0.0) > 2), mut u);
        l0 = tan((if f { l0 } else { x }));
        l0 = clip(pow(r, -3), p, p);
    }
    Body36 g36 {
        stop when (count((index >= index)) == 3);
        q = ((sinh(0.0) % min(r, x)) / ((30.0 * y) + pow(r, (-4))));
        if (b > size) {
            call crate::functions::accumulate(p, (sum(a where w) * a), mut r);
        }
        call crate::functions::mark((clip(b, -2, p) + drive), (!w != w), ((a * a % 0.1) > count(u where 1e-3 > b)), mut f);
    }
    Body37 g37 {
        let l0 = (pow(drive, -3) - (x * -2));
        r = sqrt((l0 - 1e-3 % q));
        p = interpolate(steps(r), x, b, -0.5, q, p, 0.0);
        if ((l0 >= 30.0) || (l0 >= dt)) {
            f = (pow((l0 * b), 5) <= (if (l0 == q) { (l0 % r) } else { (y * q) }));
            if (!f == (p >= b)) {
                p = interpolate((pow(r, (-4)) * clip(r, q, -2.5)), p, b, -0.5, l0, a, x, 40.0, r);
                l0 = tan((r - x / 3));
            } else if (l0 != r) {
                let l1 = ((index - index) + (if f { -7 } else { size }));
            }
        } else {
            w = ((if !false { (q == l0) } else { (u || u) }) == (-0 != (index + 16)));
        }
        l0 -= clip(sum(x), q, p);
    }
    Body38 g38 {
        r = max(pow(pow(r, 5), (-4)), dt);
        w = !((f || e) != (index == index));
        w = ((if (u == e) { max(p, r) } else { max(r, p) }) != ((0.5 % -2) * 0));
        call crate::functions::rotate((-size + iteration), mut p);
        r *= (tan(pow(y, 2)) % tanh(-q));
    }
    Body39 g39 {
        let l0 = -index;
        if (sum(r) > count(e where x > q)) {
            call crate::functions::mark((tanh(q) + drive), ((u || e) != e), (steps(-2) > size), mut f);
        }
        r -= (acos((r + y)) * (asin(1e-3) - (1e-3 * p)));
    }
}
